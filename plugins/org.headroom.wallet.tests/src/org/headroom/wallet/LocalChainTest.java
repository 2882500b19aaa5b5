package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.LocalChain;
import org.headroom.localchain.NodeStory;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.wallet.RenterPayments.OpenedStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Measures the local chain itself, so it asks the chain itself. */
class LocalChainTest {
    private static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("0.60"));

    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWasAfterItsJvmWasKilled(TestInfo test) throws Exception {
        Path packages = ChainParts.fetch();
        Path home = folder.resolve("chain");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        home.toString(),
                        packages.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long anvil;
        StreamRef stream;
        try {
            String said = other.inputReader(StandardCharsets.UTF_8).readLine();
            assertThat(said).as("what the other JVM said").isNotNull();
            String[] words = said.split(" ");
            anvil = Long.parseLong(words[0]);
            assertThat(ProcessHandle.of(anvil)).isPresent();
            stream = new StreamRef(
                    LocalChain.CHAIN_ID,
                    new org.headroom.model.money.EthAddress(words[1]),
                    new org.headroom.model.money.EthAddress(words[2]),
                    new java.math.BigInteger(words[3]));
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (LocalChain again = LocalChain.resumeOrStart(home, packages)) {
            assertThat(ProcessHandle.of(anvil).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(again.flow()).isEqualTo(stream.contract());
            KeySigner provider = Keystore.open(home.resolve("provider"), "play".toCharArray());
            try (ChainNode node = ChainNode.open(again);
                    FlowPaymentRail rail = new FlowPaymentRail(node.settings(), provider, Clock.systemUTC())) {
                assertThat(rail.verify(stream, Optional.empty()).balance()).isEqualTo(Usdc.parse("5"));
                again.advance(Duration.ofMinutes(1));
                assertThat(rail.withdraw(rail.quote(List.of(stream)))).hasSize(1);
                NodeStory.of(getClass(), test.getTestMethod().orElseThrow(), test.getDisplayName())
                        .opened(node)
                        .end(System.out);
            }
        }
    }

    @Test
    void keepsRealTimeAndItsAddressesOverARestart() throws Exception {
        Path packages = ChainParts.fetch();
        LocalChain first = LocalChain.resumeOrStart(folder, packages);
        long pid = first.anvilPid();
        first.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        try (LocalChain second = LocalChain.resumeOrStart(folder, packages);
                Chain node = new Chain(new JsonRpc(second.rpc()))) {
            assertThat(second.settings()).isEqualTo(first.settings());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(node.latest().time())
                            .isBetween(
                                    Instant.now().minusSeconds(3), Instant.now().plusSeconds(2)));
            assertThat(new ObjectMapper()
                            .readTree(folder.resolve("chain.json").toFile())
                            .path("chainId")
                            .asLong())
                    .isEqualTo(31_337);
        }
    }

    @Test
    void aFolderInUseIsNotOpenedTwice() throws Exception {
        Path packages = ChainParts.fetch();
        try (LocalChain first = LocalChain.resumeOrStart(folder, packages)) {
            assertThatThrownBy(() -> LocalChain.resumeOrStart(folder, packages))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by process " + first.anvilPid());
        }
    }

    @Test
    void saysHowToGetMissingParts() {
        assertThatThrownBy(() -> LocalChain.resumeOrStart(folder, folder.resolve("nothing")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("releng/fetch-chain");
    }

    /** Runs in a JVM of its own, which is then killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws Exception {
            Path home = Path.of(args[0]);
            Files.createDirectories(home);
            LocalChain chain = LocalChain.resumeOrStart(home, Path.of(args[1]));
            KeySigner renter = Keystore.create(home.resolve("renter"), "play".toCharArray(), Keystore.Strength.LIGHT);
            KeySigner provider =
                    Keystore.create(home.resolve("provider"), "play".toCharArray(), Keystore.Strength.LIGHT);
            chain.fund(renter.address(), Usdc.parse("100"), LocalChain.PLENTY_OF_COIN);
            chain.fund(provider.address(), Usdc.ZERO, LocalChain.PLENTY_OF_COIN);
            try (ChainNode node = ChainNode.open(chain);
                    RenterPayments payments = new RenterPayments(node.settings(), renter);
                    FlowPaymentRail rail = new FlowPaymentRail(node.settings(), provider, Clock.systemUTC())) {
                OpenedStream opened = payments.open(rail.terms(), RATE, Usdc.parse("5"));
                StreamRef s = opened.stream();
                System.out.println(chain.anvilPid() + " " + s.contract() + " " + s.token() + " " + s.id());
                System.in.read();
            }
        }
    }
}
