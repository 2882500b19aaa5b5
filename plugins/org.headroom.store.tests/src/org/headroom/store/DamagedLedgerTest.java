package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/** A damaged record does not keep the rig from starting: other leases go on, and what is damaged is named. */
@Timeout(120)
class DamagedLedgerTest {
    private static final int PAGE = 4_096;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("ledger.db");
    }

    /** Leases 1 to {@code closed} are closed, and the next {@code open} run. */
    private void fill(int closed, int open) {
        try (Ledger ledger = Ledger.open(file)) {
            LedgerFiller.closed(ledger, 1, closed);
            LedgerFiller.running(ledger, closed + 1, open);
        }
    }

    /** Another program's hand in the file. */
    private void sql(String... statements) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            for (String trigger : List.of("event", "withdrawal", "receipt", "summary"))
                for (String deed : List.of("update", "delete"))
                    sql.execute("DROP TRIGGER IF EXISTS " + trigger + "_no_" + deed);
            for (String statement : statements) sql.execute(statement);
        }
    }

    private static List<LeaseEvent> running(int n) {
        return Examples.paidLease(n).subList(0, 4);
    }

    @Test
    void changedEventOfAClosedLeaseIsReportedAndTheRestGoesOn() throws Exception {
        fill(3, 1);
        sql("UPDATE event SET body = replace(body, '2566', '9566') WHERE seq = 19");
        try (Ledger ledger = Ledger.open(file)) {
            Journal journal = ledger.journal();
            assertThat(journal.replayOpen()).isEqualTo(running(4));
            assertThat(journal.damaged()).isEmpty();
            assertThat(journal.events(Examples.lease(1))).isEqualTo(LedgerFiller.paid(1));
            assertThatThrownBy(() -> journal.events(Examples.lease(2)))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll(
                            "The record of lease bid-00000002 is damaged (event 19 is not as it was written)",
                            "other leases and the money on the chain are not touched",
                            "backup")
                    .message()
                    .doesNotContain("\n");
            journal.append(Examples.paidLease(4).get(4));
            LedgerCheck check = ledger.check(LedgerCheck.Progress.NONE);
            assertThat(check.damaged()).containsOnlyKeys(Examples.lease(2));
            assertThat(check.damaged().get(Examples.lease(2))).contains("event 19");
            assertThat(check.problems()).isEmpty();
            assertThat(check.sound()).isFalse();
            assertThat(journal.closed(0, 10)).hasSize(3);
        }
    }

    @Test
    void changedEventOfAnOpenLeaseTakesOnlyThatLeaseFromTheOpenOnes() throws Exception {
        fill(1, 3);
        sql("UPDATE event SET body = replace(body, 'podman', 'docker') WHERE lease = 'bid-00000003'");
        for (int start = 0; start < 2; start++) {
            try (Ledger ledger = Ledger.open(file)) {
                Journal journal = ledger.journal();
                assertThat(journal.damaged()).containsOnlyKeys(Examples.lease(3));
                assertThat(journal.damaged().get(Examples.lease(3)))
                        .contains("The record of lease bid-00000003 is damaged");
                assertThat(journal.replayOpen().stream().map(LeaseEvent::lease).distinct())
                        .containsExactly(Examples.lease(2), Examples.lease(4));
                // What is known of it apart from its events stays.
                assertThat(journal.hasBidFor(Examples.orderId(3))).isTrue();
                assertThat(journal.paidBy(Examples.stream(3))).contains(Examples.lease(3));
                assertThat(journal.nextReceiptNumber()).isEqualTo(2);
            }
        }
    }

    @Test
    void missingEventOfAnOpenLeaseTakesOnlyThatLeaseFromTheOpenOnes() throws Exception {
        fill(1, 2);
        sql("DELETE FROM event WHERE seq = 13");
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().damaged()).containsOnlyKeys(Examples.lease(2));
            assertThat(ledger.journal().replayOpen()).isEqualTo(running(3));
            LedgerCheck check = ledger.check(LedgerCheck.Progress.NONE);
            assertThat(check.damaged()).containsOnlyKeys(Examples.lease(2));
            assertThat(check.problems()).singleElement().asString().contains("Event 13 of the ledger is missing");
        }
    }

    @Test
    void damagedDigestCondemnsNoEvent() throws Exception {
        fill(1, 2);
        sql("UPDATE event SET digest = zeroblob(32) WHERE seq = 12");
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().damaged()).isEmpty();
            assertThat(ledger.journal().replayOpen()).hasSize(8);
            assertThat(ledger.check(LedgerCheck.Progress.NONE).damaged()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM withdrawal WHERE lease = 'bid-00000002'",
                "UPDATE withdrawal SET amount = 1 WHERE lease = 'bid-00000002'",
                "DELETE FROM receipt WHERE lease = 'bid-00000002'",
                "UPDATE lease SET order_id = 'order-none' WHERE lease = 'bid-00000002'",
                "UPDATE lease SET stream = NULL WHERE lease = 'bid-00000002'",
                "UPDATE lease SET events = 9 WHERE lease = 'bid-00000002'",
                "DELETE FROM lease WHERE lease = 'bid-00000002'",
                "DELETE FROM summary WHERE lease = 'bid-00000002'",
                "UPDATE summary SET body = '{}' WHERE lease = 'bid-00000002'"
            })
    void tableThatDoesNotAgreeWithTheEventsIsReported(String change) throws Exception {
        fill(3, 1);
        sql(change);
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().replayOpen()).isEqualTo(running(4));
            assertThat(ledger.check(LedgerCheck.Progress.NONE).damaged()).containsOnlyKeys(Examples.lease(2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE total SET withdrawn = withdrawn + 1",
                "INSERT INTO withdrawal (seq, chain, contract, stream, txn, amount, lease)"
                        + " VALUES (1, 1, '0x', '1', '0x', 5, 'bid-00000001')",
                "INSERT INTO receipt (seq, number, lease, hash) VALUES (1, 77, 'bid-00000009', '0x')"
            })
    void sumOrRowThatNoEventStandsForIsReported(String change) throws Exception {
        fill(3, 1);
        sql(change);
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.check(LedgerCheck.Progress.NONE).problems())
                    .singleElement()
                    .asString()
                    .contains("do not agree");
        }
    }

    @Test
    void leaseThatOnlyTheTableKnowsIsReported() throws Exception {
        fill(3, 1);
        sql("INSERT INTO lease (lease, state, events, first_seq, last_seq) VALUES ('bid-00000000', 'open', 1, 5, 5)");
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().damaged()).containsOnlyKeys(Examples.lease(0));
            assertThat(ledger.check(LedgerCheck.Progress.NONE).damaged()).containsOnlyKeys(Examples.lease(0));
        }
    }

    /** Wherever the page is: the ledger is refused, or it opens and the check reports the damage. */
    @Test
    void overwrittenPageIsRefusedOrReportedWhereverItIs() throws Exception {
        fill(20, 2);
        byte[] bytes = Files.readAllBytes(file);
        int opened = 0;
        for (int page = 1; page < bytes.length / PAGE; page += 3) {
            byte[] broken = bytes.clone();
            Arrays.fill(broken, page * PAGE, (page + 1) * PAGE, (byte) 0xff);
            Files.write(file, broken);
            for (String beside : List.of("-wal", "-shm")) Files.deleteIfExists(Path.of(file + beside));
            try (Ledger ledger = Ledger.open(file)) {
                opened++;
                assertThat(ledger.check(LedgerCheck.Progress.NONE).problems())
                        .as("page " + page)
                        .anySatisfy(p -> assertThat(p).contains("damaged", "backup"));
                assertThat(ledger.journal().replayOpen().size()
                                + 4 * ledger.journal().damaged().size())
                        .as("page " + page)
                        .isEqualTo(8);
            } catch (JournalFailure e) {
                assertThat(e).hasMessageContainingAll("damaged", "backup", "deleted nothing");
            }
        }
        assertThat(opened).isGreaterThan(bytes.length / PAGE / 6);
    }

    @Test
    void ledgerWhoseNewestEventsAreGoneIsRefused() throws Exception {
        fill(3, 1);
        sql("DELETE FROM event WHERE seq > 30");
        assertThatThrownBy(() -> Ledger.open(file).close())
                .isInstanceOf(JournalFailure.class)
                .hasMessageContainingAll("damaged", "its newest events are missing", "backup");
    }

    @Test
    void checkReportsItsProgressOverASoundLedger() {
        fill(300, 2);
        try (Ledger ledger = Ledger.open(file)) {
            AtomicReference<String> last = new AtomicReference<>("");
            LedgerCheck check = ledger.check((done, of) -> last.set(done + " of " + of));
            assertThat(check.sound()).as(check.toString()).isTrue();
            assertThat(check.events()).isEqualTo(3_008);
            assertThat(last.get()).isEqualTo("3008 of 3008");
        }
    }

    @Test
    void checkInTheBackgroundLetsWritesThroughAndEndsWithTheLedger() throws Exception {
        fill(300, 1);
        sql("UPDATE event SET body = replace(body, '2566', '9566') WHERE seq = 19");
        AtomicReference<LedgerCheck> result = new AtomicReference<>();
        try (Ledger ledger = Ledger.open(file)) {
            ledger.checkInBackground(result::set);
            LedgerFiller.running(ledger, 400, 10);
            await().atMost(Duration.ofSeconds(30)).until(() -> result.get() != null);
            assertThat(result.get().complete()).isTrue();
            assertThat(result.get().damaged()).containsOnlyKeys(Examples.lease(2));
        }
        try (Ledger ledger = Ledger.open(file)) {
            result.set(null);
            ledger.checkInBackground(result::set);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> result.get() != null);
        assertThat(result.get().problems()).isEmpty();
    }

    @Test
    void damageAfterTheLastCheckpointDoesNotKeepTheLedgerFromOpening() throws Exception {
        fill(1, 1);
        sql(
                "UPDATE checked SET seq = 3, digest = (SELECT digest FROM event WHERE seq = 3)",
                "UPDATE event SET kind = 'LeaseSold' WHERE seq = 5");
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().replayOpen()).isEqualTo(running(2));
            assertThatThrownBy(() -> ledger.journal().events(Examples.lease(1))).hasMessageContaining("event 5");
        }
        assertThat(checkpoint()).isEqualTo(14);
    }

    @Test
    void eventOfANewerProgramAfterTheLastCheckpointIsRefused() throws Exception {
        fill(1, 1);
        sql("UPDATE checked SET seq = 3, digest = (SELECT digest FROM event WHERE seq = 3)");
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection()) {
            StoredEvent last = Rows.first(
                            connection,
                            "SELECT " + StoredEvent.COLUMNS + " FROM event WHERE seq = 14",
                            StoredEvent::from)
                    .orElseThrow();
            StoredEvent newer = last.next("bid-00000001", "LeaseSold", "", EventJson.FORMAT, "{}");
            Rows.change(
                    connection,
                    "INSERT INTO event (" + StoredEvent.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                    newer.seq(),
                    newer.lease(),
                    newer.kind(),
                    newer.at(),
                    newer.format(),
                    newer.body(),
                    newer.digest());
        }
        assertThatThrownBy(() -> Ledger.open(file).close()).hasMessageContainingAll("newer Headroom", "event 15");
    }

    @Test
    void checkpointFollowsTheEvents() throws Exception {
        fill(0, 80);
        sql("DELETE FROM checked");
        try (Ledger ledger = Ledger.open(file)) {
            LedgerFiller.running(ledger, 100, 80);
            assertThat(checkpoint()).isEqualTo(512);
        }
        assertThat(checkpoint()).isEqualTo(640);
    }

    private long checkpoint() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection()) {
            return Rows.first(connection, "SELECT seq FROM checked", row -> row.getLong(1))
                    .orElse(0L);
        }
    }
}
