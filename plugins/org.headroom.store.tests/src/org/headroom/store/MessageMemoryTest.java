package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.Equivocation;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.MessageMemory.Finding;
import org.headroom.model.market.Sighting;
import org.headroom.model.money.EthAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageMemoryTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock(Examples.T0);
    private Ledger ledger;
    private MessageMemory memory;

    @BeforeEach
    void open() {
        ledger = Ledger.open(directory.resolve("ledger.db"));
        memory = ledger.messages(clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void restart() {
        ledger.close();
        open();
    }

    private static Sighting heard(EthAddress author, String subject, long nonce, long hash, long content, Instant end) {
        return new Sighting(
                author,
                List.of(subject),
                Examples.hash(nonce),
                Examples.hash(hash),
                Examples.hash(content),
                end,
                "headroom/1/" + subject,
                ("message " + hash).getBytes(StandardCharsets.UTF_8));
    }

    private static Sighting heard(String subject, long nonce, long hash, long content) {
        return heard(Examples.RENTER, subject, nonce, hash, content, Examples.T0.plusSeconds(60));
    }

    private Finding judge(Sighting sighting) {
        return memory.remember(List.of(sighting)).getFirst();
    }

    @Test
    void knowsANonceAgainAfterARestartAndTakesOnlyItsOwnMessage() {
        assertThat(judge(heard("order/1", 1, 10, 100))).isEqualTo(MessageMemory.IN_ORDER);
        restart();
        assertThat(judge(heard("order/1", 1, 10, 100)))
                .as("the same message once more")
                .isEqualTo(MessageMemory.IN_ORDER);
        assertThat(judge(heard("order/2", 1, 11, 101)))
                .as("another message with a used nonce")
                .isEqualTo(MessageMemory.REPLAYED);
        assertThat(judge(heard("order/2", 2, 11, 101))).isEqualTo(MessageMemory.IN_ORDER);
        assertThat(judge(heard(Examples.PROVIDER, "order/1", 1, 12, 102, Examples.T0.plusSeconds(60))))
                .as("another author's nonce and id")
                .isEqualTo(MessageMemory.IN_ORDER);
    }

    @Test
    void tellsTwoContentsUnderOneIdAndKeepsTheProofOverARestart() {
        judge(heard("order/1", 1, 10, 100));
        restart();
        assertThat(judge(heard("order/1", 2, 20, 200))).isEqualTo(new Finding.Equivocal("order/1", Examples.hash(10)));
        restart();
        assertThat(judge(heard("order/1", 2, 20, 200)))
                .as("told each time, kept once")
                .isInstanceOf(Finding.Equivocal.class);
        Equivocation proof = memory.equivocations().getFirst();
        assertThat(memory.equivocations()).hasSize(1);
        assertThat(proof.author()).isEqualTo(Examples.RENTER);
        assertThat(proof.subject()).isEqualTo("order/1");
        assertThat(proof.first().hash()).isEqualTo(Examples.hash(10));
        assertThat(proof.first().bytes().orElseThrow()).asString().isEqualTo("message 10");
        assertThat(proof.first().topic()).isEqualTo("headroom/1/order/1");
        assertThat(proof.second().bytes().orElseThrow()).asString().isEqualTo("message 20");
    }

    @Test
    void takesTheSameWithALaterValidityForARenewal() {
        judge(heard("offer/1", 1, 10, 100));
        Sighting renewal = heard(Examples.RENTER, "offer/1", 2, 20, 100, Examples.T0.plusSeconds(600));
        assertThat(judge(renewal)).isEqualTo(MessageMemory.IN_ORDER);
        clock.now = Examples.T0.plusSeconds(300);
        prune();
        assertThat(judge(heard(Examples.RENTER, "offer/1", 3, 30, 300, Examples.T0.plusSeconds(900))))
                .as("as long as the renewal is good")
                .isEqualTo(new Finding.Equivocal("offer/1", Examples.hash(20)));
        assertThat(memory.equivocations().getFirst().first().bytes().orElseThrow())
                .asString()
                .isEqualTo("message 20");
    }

    @Test
    void aMessageWithTwoIdsMayContradictEither() {
        var receipt = new Sighting(
                Examples.PROVIDER,
                List.of("receipt/7", "receipt-of/lease-1"),
                Examples.hash(1),
                Examples.hash(10),
                Examples.hash(100),
                Examples.T0.plusSeconds(60),
                "t",
                new byte[] {1});
        judge(receipt);
        assertThat(judge(heard(Examples.PROVIDER, "receipt/7", 2, 20, 200, Examples.T0.plusSeconds(60))))
                .isInstanceOf(Finding.Equivocal.class);
        assertThat(judge(heard(Examples.PROVIDER, "receipt-of/lease-1", 3, 30, 300, Examples.T0.plusSeconds(60))))
                .isInstanceOf(Finding.Equivocal.class);
    }

    @Test
    void judgesABatchAsIfItHadComeOneByOne() {
        assertThat(memory.remember(List.of(
                        heard("order/1", 1, 10, 100),
                        heard("order/1", 1, 10, 100),
                        heard("order/1", 2, 20, 200),
                        heard("order/2", 1, 30, 300),
                        heard("order/3", 3, 40, 400))))
                .containsExactly(
                        MessageMemory.IN_ORDER,
                        MessageMemory.IN_ORDER,
                        new Finding.Equivocal("order/1", Examples.hash(10)),
                        MessageMemory.REPLAYED,
                        MessageMemory.IN_ORDER);
        assertThat(memory.remember(List.of())).isEmpty();
    }

    @Test
    void remembersAMessageUntilItIsOverAndNotLonger() {
        judge(heard("order/1", 1, 10, 100));
        clock.now = Examples.T0.plusSeconds(60);
        prune();
        assertThat(judge(heard("order/1", 1, 11, 101))).as("at the last moment").isInstanceOf(Finding.Equivocal.class);
        clock.now = clock.now.plusMillis(1);
        prune();
        assertThat(rows("heard")).as("the two that pruned").isEqualTo(1);
    }

    /** A program that has just been started looks first. */
    private void prune() {
        memory = ledger.messages(clock);
        judge(heard(Examples.PROVIDER, "order/prune", 99, 99, 99, Instant.MAX));
    }

    @Test
    void forgetsTheLongestLivedFirstWhenThereAreTooMany() {
        memory = new SqlMessageMemory(ledger.database(), clock, 500, 1 << 20, 256);
        judge(heard("order/honest", 1, 1, 1));
        Instant later = Examples.T0.plusSeconds(86_400L * 300);
        for (int n = 2; n < 3_000; n++) {
            int from = n;
            n += 255;
            memory.remember(IntStream.rangeClosed(from, n)
                    .mapToObj(i -> heard(Examples.PROVIDER, "order/" + i, i, i, i, later))
                    .toList());
        }
        assertThat(rows("heard")).isLessThanOrEqualTo(500 + 256);
        assertThat(judge(heard("order/honest", 4_000, 4_000, 4_000))).isInstanceOf(Finding.Equivocal.class);
    }

    @Test
    void keepsTheWordsOfTheNewestAndStillTellsOfOlderOnes() {
        memory = new SqlMessageMemory(ledger.database(), clock, 10_000, 1_000, 256);
        memory.remember(IntStream.range(0, 1_000)
                .mapToObj(n -> heard("order/" + n, n, n, n))
                .toList());
        memory.remember(IntStream.range(1_000, 1_300)
                .mapToObj(n -> heard("order/" + n, n, n, n))
                .toList());
        assertThat(rows("wording")).isLessThan(700);
        assertThat(judge(heard("order/0", 9_000, 9_000, 9_000)))
                .isEqualTo(new Finding.Equivocal("order/0", Examples.hash(0)));
        assertThat(memory.equivocations().getFirst().first().bytes()).isEmpty();
    }

    @Test
    void keepsAFewProofsOfEachAuthorAndNotEveryOne() {
        judge(heard("order/1", 1, 1, 1));
        for (int n = 2; n < 50; n++) judge(heard("order/1", n, n, n));
        assertThat(memory.equivocations()).hasSize(4);
    }

    @Test
    void takesATimeBeyondAllReckoning() {
        assertThat(judge(heard(Examples.RENTER, "order/1", 1, 1, 1, Instant.MAX)))
                .isEqualTo(MessageMemory.IN_ORDER);
        assertThat(judge(heard(Examples.RENTER, "order/2", 1, 2, 2, Instant.MAX)))
                .isEqualTo(MessageMemory.REPLAYED);
    }

    @Test
    void remembersNothingOfABatchThatCannotBeWritten() {
        judge(heard("order/0", 100, 100, 100));
        ledger.database().read("lock", c -> Rows.change(c, "PRAGMA query_only = ON"));
        assertThatThrownBy(() -> judge(heard("order/1", 1, 10, 100))).isInstanceOf(JournalFailure.class);
        ledger.database().read("unlock", c -> Rows.change(c, "PRAGMA query_only = OFF"));
        assertThat(judge(heard("order/1", 2, 20, 200))).isEqualTo(MessageMemory.IN_ORDER);
    }

    private int rows(String table) {
        return ledger.database()
                .read("count", c -> Rows.first(c, "SELECT count(*) FROM " + table, row -> row.getInt(1)))
                .orElseThrow();
    }
}
