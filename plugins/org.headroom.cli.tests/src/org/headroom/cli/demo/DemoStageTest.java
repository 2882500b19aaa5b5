package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.cli.Program;
import org.headroom.localchain.ChainLike;
import org.headroom.localchain.ChainNode;
import org.headroom.localchain.NodeStory;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.FlowPaymentRail;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.Passphrase;
import org.headroom.wallet.RenterPayments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a local chain and a broker of its own. */
class DemoStageTest {
    @TempDir
    Path folder;

    private NodeStory story;

    @BeforeEach
    void begin(TestInfo test) {
        story = NodeStory.of(getClass(), test.getTestMethod().orElseThrow(), test.getDisplayName());
    }

    @AfterEach
    void endStory() {
        story.end(System.out);
    }

    @Test
    void guestKeepsItsAddressesAndWhatItHoldsOverARestart() throws Exception {
        StageParts parts = new StageParts(chainParts(), Optional.empty(), Optional.empty());
        try (DemoHome home = DemoHome.take(folder.resolve("home"))) {
            home.begin(Optional.empty());
            JsonNode before;
            try (DemoStage stage = new DemoStage(home, parts, Clock.systemUTC())) {
                stage.guest();
                before = settings(home);
                assertThat(before.path("broker").asText())
                        .isEqualTo(stage.broker().url());
                assertThat(holds(stage, home)).isEqualTo(Usdc.parse("1000"));
                spend(stage, home);
            }
            home.begin(Optional.empty());
            try (DemoStage stage = new DemoStage(home, parts, Clock.systemUTC())) {
                stage.guest();
                assertThat(holds(stage, home)).isEqualTo(Usdc.parse("995"));
                assertThat(settings(home)).isEqualTo(before);
            }
        }
    }

    @Test
    void rigOnAnImitatedChainDoesNotBelieveAnOldBlockAndOnAPlainLocalChainAnyAgeIsBelieved() throws Exception {
        assertThat(headAge(Optional.of(ChainLike.BASE)).asLong())
                .isEqualTo(ChainSettings.STANDARD_HEAD_AGE.toSeconds());
        assertThat(headAge(Optional.empty()).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ChainLike.class)
    void blocksOfAnImitatedChainComeMuchMoreOftenThanTheAgeThatIsNotBelieved(ChainLike like) {
        assertThat(like.blockTime().interval().multipliedBy(5)).isLessThan(LeaseMoney.CURRENT);
        assertThat(LeaseMoney.CURRENT).isLessThan(ChainSettings.STANDARD_HEAD_AGE);
    }

    private JsonNode headAge(Optional<ChainLike> like) throws Exception {
        StageParts parts = new StageParts(chainParts(), Optional.empty(), like);
        try (DemoHome home = DemoHome.take(folder.resolve(like.isPresent() ? "imitated" : "plain"))) {
            home.begin(like);
            try (DemoStage stage = new DemoStage(home, parts, Clock.systemUTC())) {
                assertThat(stage.node().isPresent()).isEqualTo(like.isPresent());
                return new ObjectMapper()
                        .readTree(home.rig().resolve("rig.json").toFile())
                        .path("chain")
                        .path("maxHeadAgeSeconds");
            }
        }
    }

    @Test
    void rigAndGuestTakeTheSameBlockForFinalOnAnImitatedChainAndNameNoneOnTheLocalOne() throws Exception {
        for (Optional<ChainLike> like : List.of(Optional.of(ChainLike.BASE), Optional.<ChainLike>empty())) {
            StageParts parts = new StageParts(chainParts(), Optional.empty(), like);
            try (DemoHome home = DemoHome.take(folder.resolve("home" + like.isPresent()))) {
                home.begin(like);
                try (DemoStage stage = new DemoStage(home, parts, Clock.systemUTC())) {
                    stage.guest();
                    JsonNode rig = new ObjectMapper()
                            .readTree(home.rig().resolve("rig.json").toFile())
                            .path("chain");
                    assertThat(Files.getPosixFilePermissions(home.guest().resolve("settings.json")))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
                    assertThat(settings(home).path("finality")).isEqualTo(rig.path("finality"));
                    assertThat(rig.path("finality").asText()).isEqualTo(like.isPresent() ? "finalized" : "");
                    assertThat(settings(home).path("finalityDepth")).isEqualTo(rig.path("finalityDepth"));
                }
            }
        }
    }

    private void spend(DemoStage stage, DemoHome home) throws Exception {
        try (ChainNode node = node(stage);
                RenterPayments payments = new RenterPayments(node.settings(), guest(home));
                FlowPaymentRail rail = new FlowPaymentRail(node.settings(), stage.rigKey(), Clock.systemUTC())) {
            payments.open(rail.terms(), RatePerSecond.ofHourly(Usdc.parse("0.42")), Usdc.parse("5"));
        }
    }

    private Usdc holds(DemoStage stage, DemoHome home) throws Exception {
        try (ChainNode node = node(stage);
                FlowPaymentRail rail = new FlowPaymentRail(node.settings(), stage.rigKey(), Clock.systemUTC())) {
            return rail.balance(guest(home).address()).usdc();
        }
    }

    private ChainNode node(DemoStage stage) throws IOException {
        ChainNode node = ChainNode.open(stage.chain());
        story.opened(node);
        return node;
    }

    private static KeySigner guest(DemoHome home) throws Exception {
        return Keystore.open(
                home.guest().resolve("keystore.json"),
                Passphrase.fromFile(home.guest().resolve("passphrase")));
    }

    private static JsonNode settings(DemoHome home) throws Exception {
        return new ObjectMapper().readTree(home.guest().resolve("settings.json").toFile());
    }

    private static Path chainParts() throws Exception {
        Process script = new ProcessBuilder(
                        Program.root().resolve("releng/fetch-chain").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assumeTrue(
                script.waitFor(3, TimeUnit.MINUTES) && script.exitValue() == 0,
                "the local chain's parts cannot be fetched here");
        return Path.of(printed);
    }
}
