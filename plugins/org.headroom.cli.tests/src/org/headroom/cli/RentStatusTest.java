package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.headroom.model.money.Usdc;
import org.headroom.renter.RentalFiles;
import org.headroom.renter.RentalRecord;
import org.headroom.renter.StoredRental;
import org.headroom.wallet.Keystore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rent} beside nodes and brokers that do not answer, or that no one can reach. */
class RentStatusTest {
    private static final String TOKEN = "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913";

    /** Fifteen seconds, and the start of a program on a busy machine. */
    private static final Duration HANGS_AT_MOST = Duration.ofSeconds(30);

    @TempDir
    Path home;

    @Test
    void balanceIsNotKnownWhereTheChainDoesNotAnswerAndTheNodeIsNamedByHostAndPort() throws Exception {
        Keystore.create(home.resolve("keystore.json"), "play money".toCharArray(), Keystore.Strength.LIGHT);
        int nobody = freePort();
        Files.writeString(home.resolve("settings.json"), """
                {"broker": "mqtt://127.0.0.1:1883", "rpc": "http://me:S3CRET@127.0.0.1:%d/v2/S3CRET?key=S3CRET",
                "token": "%s", "keystore": "keystore.json"}""".formatted(nobody, TOKEN));
        var ended = rent("status");
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("holds    not known: the chain does not answer", "The chain's node 127.0.0.1:" + nobody)
                .doesNotContain("S3CRET");
        assertThat(rent("status", "--json").out())
                .contains("\"usdc\" : null", "\"wei\" : null")
                .doesNotContain("S3CRET");
    }

    @Test
    void nodeThatIsAskedInPlainIsWarnedOfOnceWithoutItsKey() throws Exception {
        String settings = "{\"broker\": \"mqtt://127.0.0.1:1883\", \"token\": \"" + TOKEN
                + "\", \"rpc\": \"http://me:S3CRET@plain.invalid/v2/S3CRET\"}";
        Files.writeString(home.resolve("settings.json"), settings);
        var ended = rent("status");
        assertThat(ended.err())
                .containsOnlyOnce("The chain's node plain.invalid is asked over http://")
                .doesNotContain("S3CRET");
        assertThat(ended.out()).doesNotContain("S3CRET");
    }

    @Test
    void whatWasSpentIsSaidToBeThatOfTheSettlementAndNotFinalWhereItIsNot() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            RentalRecord runs = new RentalFiles(home).find(rental.order).orElseThrow();
            RentalRecord receipted = StoredRental.receipted(runs);
            StoredRental.write(home, StoredRental.settled(receipted, Usdc.parse("0.3"), Usdc.parse("0.1")));
            assertThat(rent("list").out()).contains("0.100000 USDC at settlement, not final");
            assertThat(rent("list", "--json").out())
                    .contains("\"asOf\" : \"2026-05-01T10:00:00Z\"", "\"final\" : false");
            assertThat(rent("status").out())
                    .contains("spent    0.100000 USDC as of each settlement, 0.100000 USDC of it not final");
            assertThat(rent("status", "--json").out()).contains("\"spentNotFinal\" : \"100000\"");
            assertThat(rent("receipt", rental.order.value()).out())
                    .containsPattern("came back +0\\.300000 USDC, not final");
        }
    }

    @Test
    void streamThatStillPaysAndStopThatWasNotHeardAreListedAsSuch() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            RentalFiles files = new RentalFiles(home);
            RentalRecord runs = files.find(rental.order).orElseThrow();
            assertThat(RentList.line(runs, files)).contains("RUNNING").endsWith("0.360000 USDC/h");
            assertThat(RentList.line(RunningLease.refused(runs), files))
                    .contains("SETTLING")
                    .endsWith("0.360000 USDC/h; job over, stream not ended: pays until it is");
            files.wishStop(rental.order);
            assertThat(RentList.line(runs, files))
                    .contains("RUNNING")
                    .endsWith("; stop asked for, the provider has not confirmed it");
        }
    }

    @Test
    void receiptOfALeaseWhoseStreamIsNotEndedSaysThatItStillPays() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            RentalRecord runs = new RentalFiles(home).find(rental.order).orElseThrow();
            RentalRecord refused = RunningLease.refused(runs);
            StoredRental.write(home, refused);
            assertThat(rent("receipt", rental.order.value()).err())
                    .contains("There is no receipt")
                    .contains("out of disk. Its payment stream pays until it is ended.");
            StoredRental.write(home, StoredRental.receipted(refused));
            assertThat(rent("receipt", rental.order.value()).out())
                    .contains("still pays until its stream is ended, at most the deposit of 0.400000 USDC: './headroom"
                            + " rent follow --home " + home + " " + rental.lease + "' ends it");
            StoredRental.write(
                    home, StoredRental.settled(StoredRental.receipted(runs), Usdc.parse("0.3"), Usdc.parse("0.1")));
            assertThat(rent("receipt", rental.order.value()).out()).doesNotContain("still pays");
        }
    }

    @Test
    void failedCallToTheChainIsSaidToLeaveNothingPaidOnlyWhereNoStreamWasAskedFor() throws Exception {
        try (RunningLease rental = new RunningLease(home, "mqtt://127.0.0.1:1")) {
            rental.store();
            RentalRecord runs = new RentalFiles(home).find(rental.order).orElseThrow();
            assertThat(RentTalk.ofMoney(runs, "It failed.")).isEqualTo("It failed.");
            assertThat(RentTalk.ofMoney(RunningLease.refused(runs), "It failed."))
                    .isEqualTo("It failed. Its payment stream pays until it is ended.");
            assertThat(RentTalk.ofMoney(rental.funding(true), "It failed."))
                    .isEqualTo("It failed. Whether its payment stream is open is not known until the chain answers.");
            assertThat(RentTalk.ofMoney(rental.funding(false), "It failed."))
                    .isEqualTo("It failed. No payment stream is open yet, and nothing is paid.");
        }
    }

    @Test
    void addressesThatCannotBeUsedAreRefusedWithoutBeingQuoted() throws Exception {
        Files.writeString(home.resolve("settings.json"), "{}");
        for (String rpc : new String[] {"http://S3CRET@my_node:1", "wss://a/S3CRET", "http://a b/S3CRET"}) {
            var ended = rent("status", "--rpc", rpc);
            assertThat(ended.exit()).as(rpc).isEqualTo(1);
            assertThat(ended.out() + ended.err()).contains("--rpc").doesNotContain("S3CRET");
        }
        for (String broker : new String[] {
            "mqtt://me:S3CRET@my_host:1", "mqtt://me:S3CRET@a", "mqtt://a/S3CRET", "mqtt://a?S3CRET", "mqtt://S3 CRET"
        }) {
            var ended = rent("status", "--broker", broker);
            assertThat(ended.exit()).as(broker).isEqualTo(1);
            assertThat(ended.out() + ended.err()).contains("--broker").doesNotContain("S3CRET", "S3 CRET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list --broker x",
                "list --rpc x",
                "bids X --token x",
                "logs X --keystore x",
                "status --contract x"
            })
    void optionsThatACommandHasNoUseForAreRefused(String arguments) throws Exception {
        var ended = rent(arguments.split(" "));
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void nodeThatHangsIsLeftAfterFifteenSecondsAndSaidNotToAnswer() throws Exception {
        try (ServerSocket hangs = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    home.resolve("settings.json"),
                    "{\"rpc\": \"http://127.0.0.1:%d\"}".formatted(hangs.getLocalPort()));
            long begun = System.nanoTime();
            var ended = rent("status");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(14), HANGS_AT_MOST);
            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .contains("The chain's node 127.0.0.1:" + hangs.getLocalPort() + " did not answer within 15 s.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "list", "bids x", "logs x", "receipt x", "follow x", "stop x"})
    void folderThatIsNotThereIsNamed(String arguments) throws Exception {
        home = home.resolve("nobody");
        var ended = rentIn(home.getParent(), arguments.split(" "));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("There is no folder " + home + ":").hasLineCount(1);
    }

    private Program.Ended rent(String... arguments) throws Exception {
        return rentIn(home, arguments);
    }

    private Program.Ended rentIn(Path scratch, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "rent";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--home";
        all[all.length - 1] = home.toString();
        return Program.run(scratch, Map.of(), all);
    }

    /** A port on which nobody listens. */
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
