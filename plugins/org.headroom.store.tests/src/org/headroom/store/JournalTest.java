package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.BidLapsed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path directory;

    private Ledger ledger;
    private Journal journal;

    @BeforeEach
    void open() {
        ledger = Ledger.open(directory.resolve("ledger.db"));
        journal = ledger.journal();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void restart() {
        ledger.close();
        open();
    }

    @Test
    void replaysWhatWasAppendedInThatOrderAfterARestart() {
        Examples.eachKind().forEach(journal::append);
        restart();
        assertThat(journal.replay()).isEqualTo(Examples.eachKind());
    }

    @Test
    void leaseThatIsReadWhileItIsWrittenIsNeverTakenForDamaged() throws Exception {
        int leases = 60;
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> written = writer.submit(() -> {
                for (int n = 1; n <= leases; n++) Examples.paidLease(n).forEach(journal::append);
            });
            int read = 0;
            while (!written.isDone()) {
                for (int n = 1; n <= leases; n++) {
                    List<LeaseEvent> events = journal.events(Examples.lease(n));
                    assertThat(events).isEqualTo(Examples.paidLease(n).subList(0, events.size()));
                    if (!events.isEmpty()) read++;
                }
            }
            written.get();
            assertThat(read).isPositive();
        }
    }

    @Test
    void startsEmptyWithReceiptNumberOne() {
        assertThat(journal.replay()).isEmpty();
        assertThat(journal.receipts()).isEmpty();
        assertThat(journal.nextReceiptNumber()).isEqualTo(1);
        assertThat(journal.hashOf(1)).isEmpty();
    }

    @Test
    void bindsANumberToItsHashForEver() {
        journal.appendNumbered(Examples.numbered(1, 1));
        restart();
        assertThat(journal.hashOf(1)).contains(Examples.hash(0x9001));
        assertThat(journal.receipts()).containsExactly(Examples.receipt(1, 1));
        assertThat(journal.nextReceiptNumber()).isEqualTo(2);

        var other = new LeaseEvent.ReceiptNumbered(
                Examples.lease(1), Examples.receipt(1, 1), Examples.hash(666), Examples.T0);
        assertThatThrownBy(() -> journal.appendNumbered(other))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("nothing was signed");
        assertThat(journal.replay()).containsExactly(Examples.numbered(1, 1));
    }

    @Test
    void givesALeaseNoSecondNumberAndANumberNoSecondLease() {
        journal.appendNumbered(Examples.numbered(1, 1));
        assertThatThrownBy(() -> journal.appendNumbered(Examples.numbered(1, 2)))
                .isInstanceOf(JournalFailure.class);
        assertThatThrownBy(() -> journal.appendNumbered(Examples.numbered(2, 1)))
                .isInstanceOf(JournalFailure.class);
        assertThat(journal.replay()).hasSize(1);
        assertThat(journal.nextReceiptNumber()).isEqualTo(2);
    }

    @Test
    void addsNothingWhenTheSameReceiptIsNumberedAgain() {
        journal.appendNumbered(Examples.numbered(1, 1));
        journal.appendNumbered(Examples.numbered(1, 1));
        assertThat(journal.replay()).hasSize(1);
    }

    @Test
    void guardsTheNumberAlsoWhenTheEventComesAsAnyOther() {
        journal.append(Examples.numbered(1, 1));
        assertThat(journal.hashOf(1)).contains(Examples.hash(0x9001));
        assertThatThrownBy(() -> journal.append(Examples.numbered(2, 1))).isInstanceOf(JournalFailure.class);
    }

    @Test
    void countsAWithdrawalOnce() {
        journal.append(Examples.withdrawn(1, 5));
        assertThatThrownBy(() -> journal.append(Examples.withdrawn(1, 5)))
                .isInstanceOf(DuplicateWithdrawal.class)
                .hasMessageContaining("not counted again");
        journal.append(Examples.withdrawn(2, 5));
        journal.append(Examples.withdrawn(1, 6));
        assertThat(journal.replay())
                .containsExactly(Examples.withdrawn(1, 5), Examples.withdrawn(2, 5), Examples.withdrawn(1, 6));
    }

    @Test
    void takesAppendsFromManyThreadsAndLosesNone() throws Exception {
        int threads = 8;
        int each = 25;
        List<LeaseEvent> appended = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int first = t * each;
                for (int i = 0; i < each; i++) appended.add(lapsed(first + i));
                running.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) journal.append(lapsed(first + i));
                }));
            }
            for (Future<?> f : running) f.get(60, TimeUnit.SECONDS);
        }
        restart();
        assertThat(journal.replay()).containsExactlyInAnyOrderElementsOf(appended);
    }

    @Test
    void syncsEachCommitToDisk() {
        assertThat(pragma("synchronous")).isEqualTo("2");
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
        assertThat(pragma("busy_timeout")).isEqualTo("5000");
        assertThat(pragma("application_id")).isEqualTo(String.valueOf(Schema.APPLICATION_ID));
    }

    @Test
    void letsNobodyChangeOrDeleteWhatWasRecorded() {
        Examples.paidLease(1).forEach(journal::append);
        for (String deed : List.of(
                "UPDATE event SET at = '' WHERE seq = 1",
                "DELETE FROM event",
                "UPDATE receipt SET hash = '0x00'",
                "DELETE FROM receipt",
                "UPDATE withdrawal SET amount = 1",
                "DELETE FROM withdrawal"))
            assertThatThrownBy(() -> ledger.database().write("tamper", c -> Rows.change(c, deed)))
                    .as(deed)
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("stays as it is");
        assertThat(journal.replay()).isEqualTo(Examples.paidLease(1));
    }

    @Test
    void saysPlainlyThatAClosedLedgerTakesNothing() {
        ledger.close();
        assertThatThrownBy(() -> journal.append(lapsed(1)))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("is closed");
    }

    private static BidLapsed lapsed(int n) {
        return new BidLapsed(Examples.lease(n), Examples.T0.plusSeconds(n));
    }

    private String pragma(String name) {
        return ledger.database()
                .read("look", c -> Rows.first(c, "PRAGMA " + name, row -> row.getString(1)))
                .orElseThrow();
    }
}
