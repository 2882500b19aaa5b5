package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Sighting;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Ledgers of older versions are brought up to date and forget nothing. */
class OlderLedgerTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("ledger.db");
    }

    private interface Filling {
        void fill(Connection connection) throws SQLException, IOException;
    }

    /** What a program of that version left behind. */
    private void older(int version, Filling filling) throws SQLException, IOException {
        Files.createFile(file);
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            for (List<String> step : Schema.STEPS.subList(0, version))
                for (String statement : step) sql.execute(statement);
            sql.execute("PRAGMA application_id = " + Schema.APPLICATION_ID);
            sql.execute("PRAGMA user_version = " + version);
            connection.setAutoCommit(false);
            filling.fill(connection);
            connection.commit();
        }
    }

    /** As a program of format 2 wrote them. */
    private static StoredEvent insert(Connection c, StoredEvent before, LeaseEvent event)
            throws SQLException, IOException {
        return insert(c, before, event, event.lease().value());
    }

    /** @param lease instead of the event's own */
    private static StoredEvent insert(Connection c, StoredEvent before, LeaseEvent event, String lease)
            throws SQLException, IOException {
        String body =
                EventFormatTest.pinned("events-2", event).replace(event.lease().value(), lease);
        StoredEvent row = before.next(lease, EventJson.kind(event), event.at().toString(), 2, body);
        Rows.change(
                c,
                "INSERT INTO event (" + StoredEvent.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
                row.seq(),
                row.lease(),
                row.kind(),
                row.at(),
                row.format(),
                row.body(),
                row.digest());
        return row;
    }

    @Test
    void eventsOfFormat2GetTheirTablesOfLeases() throws Exception {
        List<LeaseEvent> events = Examples.eachOlderKind();
        older(2, c -> {
            StoredEvent last = StoredEvent.START;
            for (LeaseEvent event : events) last = insert(c, last, event);
            Rows.change(
                    c,
                    "INSERT INTO receipt (number, lease, hash, seq) VALUES (1, ?, ?, 7)",
                    Examples.lease(1),
                    Examples.hash(0x9001));
            Rows.change(
                    c,
                    "INSERT INTO withdrawal (chain, contract, stream, txn, amount, lease, seq)"
                            + " VALUES (31337, ?, '1', ?, 2566, ?, 9)",
                    Examples.address(0xf1),
                    Examples.hash(7_001),
                    Examples.lease(1));
        });
        try (Ledger ledger = Ledger.open(file)) {
            Journal journal = ledger.journal();
            assertThat(journal.replay()).isEqualTo(events);
            assertThat(journal.replayOpen())
                    .isEqualTo(events.stream()
                            .filter(e -> e.lease().equals(Examples.lease(1)))
                            .toList());
            assertThat(journal.hasBidFor(Examples.orderId(1))).isTrue();
            assertThat(journal.paidBy(Examples.stream(1))).contains(Examples.lease(1));
            assertThatThrownBy(() -> journal.append(Examples.withdrawn(1, 7_001)))
                    .isInstanceOf(DuplicateWithdrawal.class);
            assertThat(journal.nextReceiptNumber()).isEqualTo(2);
            // A lease of which nothing but its refusal is known has no summary.
            assertThat(journal.closed(0, 10)).isEmpty();
            assertThat(ledger.check(LedgerCheck.Progress.NONE).sound()).isTrue();
        }
    }

    /** As the rig does at its first start. */
    @Test
    void aThousandEndedLeasesOfAnOlderLedgerAreClosedInFewCommits() throws Exception {
        List<LeaseId> leases = new ArrayList<>();
        older(2, c -> {
            StoredEvent last = StoredEvent.START;
            for (int n = 1; n <= 1_000; n++) {
                String id = String.format("bid-%08d", 100 + n);
                leases.add(new LeaseId(id));
                for (LeaseEvent event : Examples.eachOlderKind()) {
                    if (!event.lease().equals(Examples.lease(1))) continue;
                    last = insert(c, last, event, id);
                }
            }
        });
        try (Ledger ledger = Ledger.open(file)) {
            Journal journal = ledger.journal();
            assertThat(journal.replayOpen().stream().map(LeaseEvent::lease).distinct())
                    .containsExactlyElementsOf(leases);
            assertThat(journal.believed()).isEmpty();
            List<LeaseSummary> summaries = new ArrayList<>();
            for (LeaseId lease : leases)
                summaries.add(summary(lease, ledger.rig().leaseNumber(lease)));
            journal.closeAll(summaries.subList(0, 500));
            journal.closeAll(summaries.subList(500, 1_000));
            assertThat(journal.replayOpen()).isEmpty();
            assertThat(journal.totals().leases()).isEqualTo(1_000);
        }
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().replayOpen()).isEmpty();
            assertThat(ledger.journal().closed(0, 1).getFirst().lease()).isEqualTo(leases.getLast());
            assertThat(ledger.journal().hasBidFor(Examples.orderId(1))).isTrue();
        }
    }

    private static LeaseSummary summary(LeaseId lease, int number) {
        return new LeaseSummary(
                lease,
                number,
                Examples.RENTER,
                List.of(new GpuId("GPU-0000")),
                true,
                Optional.of(Receipt.Outcome.COMPLETED),
                "",
                Optional.of(Examples.T0),
                Examples.T0.plusSeconds(10),
                Usdc.parse("0.002566"),
                Usdc.parse("0.002566"),
                Usdc.ZERO,
                Usdc.ZERO,
                Wei.ZERO,
                Optional.empty());
    }

    @Test
    void refusedLeaseOfAnOlderLedgerIsListed() throws Exception {
        LeaseEvent refused = Examples.eachOlderKind().stream()
                .filter(LeaseEvent.StreamRefused.class::isInstance)
                .findFirst()
                .orElseThrow();
        older(2, c -> {
            StoredEvent last =
                    insert(c, StoredEvent.START, Examples.eachOlderKind().getFirst());
            insert(c, last, refused, Examples.lease(1).value());
        });
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().replayOpen()).isEmpty();
            assertThat(ledger.journal().closed(0, 10).getFirst().reason()).isEqualTo("the stream pays another token");
            assertThat(ledger.journal().events(Examples.lease(1)).getLast())
                    .isEqualTo(new LeaseEvent.StreamRefused(
                            Examples.lease(1), "the stream pays another token", refused.at()));
        }
    }

    @Test
    void leaseOfAnOlderLedgerWhoseJobWasRefusedAfterItsStreamWasVerifiedIsOpen() throws Exception {
        LeaseEvent refused = Examples.eachOlderKind().stream()
                .filter(LeaseEvent.JobRefused.class::isInstance)
                .findFirst()
                .orElseThrow();
        older(2, c -> {
            StoredEvent last = StoredEvent.START;
            for (LeaseEvent event : Examples.eachOlderKind().subList(0, 3)) last = insert(c, last, event);
            insert(c, last, refused, Examples.lease(1).value());
        });
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().replayOpen()).hasSize(4);
            assertThat(ledger.journal().closed(0, 10)).isEmpty();
        }
    }

    @Test
    void olderLedgerWithADamagedEventIsBroughtUpToDate() throws Exception {
        older(2, c -> {
            StoredEvent last = StoredEvent.START;
            for (LeaseEvent event : Examples.eachOlderKind()) last = insert(c, last, event);
            Rows.change(c, "DROP TRIGGER event_no_update");
            Rows.change(c, "UPDATE event SET body = '{' WHERE seq = 1");
        });
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.journal().replayOpen()).isEmpty();
            assertThat(ledger.journal().damaged()).containsOnlyKeys(Examples.lease(1));
        }
    }

    @Test
    void keepsWhatWaitedAndWhichNoncesWereUsed() throws Exception {
        older(1, connection -> {
            Rows.change(
                    connection,
                    "INSERT INTO outbox (key, topic, payload, retained, expires_at) VALUES ('k', 't', ?, 1, ?)",
                    new byte[] {7},
                    Examples.T0);
            Rows.change(
                    connection,
                    "INSERT INTO nonce (signer, nonce, hash, keep_until_ms) VALUES (?, ?, ?, ?)",
                    Examples.RENTER,
                    Examples.hash(1),
                    Examples.hash(10),
                    Examples.T0.plusSeconds(60).toEpochMilli());
        });
        try (Ledger ledger = Ledger.open(file)) {
            ledger.brokers(List.of("broker.example:8883"));
            Outbox.Entry waiting =
                    ledger.outbox("broker.example:8883").pending().getFirst();
            assertThat(waiting.key()).isEqualTo("k");
            assertThat(waiting.payload()).containsExactly(7);
            MessageMemory memory = ledger.messages(new HandClock(Examples.T0));
            assertThat(memory.remember(List.of(sighting(1, 11), sighting(2, 12))))
                    .containsExactly(MessageMemory.REPLAYED, MessageMemory.IN_ORDER);
            assertThat(memory.remember(List.of(sighting(1, 10)))).containsExactly(MessageMemory.IN_ORDER);
        }
    }

    private static Sighting sighting(long nonce, long hash) {
        return new Sighting(
                Examples.RENTER,
                List.of("order/" + hash),
                Examples.hash(nonce),
                Examples.hash(hash),
                Examples.hash(hash),
                Examples.T0.plusSeconds(60),
                "t",
                new byte[] {1});
    }
}
