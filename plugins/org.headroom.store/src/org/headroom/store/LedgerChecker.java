package org.headroom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.market.LeaseId;

/**
 * Checks a ledger from end to end while it is in use: SQLite's own structure, the digest of every event, that each can be
 * read, and that all tables that follow from events agree with them. Reads a bounded number of rows at a time, on a connection
 * of its own, so that no write waits and the write-ahead log does not grow.
 */
final class LedgerChecker {
    private static final int CHUNK = 1_000;
    private static final int MOST_UNREADABLE = 100_000;

    private final Path file;
    private final LeaseRecords records;
    private final DerivedTables tables = new DerivedTables();
    private final Pace pace;
    private final Map<LeaseId, String> damaged = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    /** Events that SQLite cannot read. */
    private final Set<Long> unreadable = new HashSet<>();

    private StoredEvent before = StoredEvent.START;
    private long checked;

    /** Says between two chunks whether to go on, and may take its time. */
    interface Pace {
        boolean goOn();
    }

    LedgerChecker(Path file, Pace pace) {
        this.file = file;
        this.records = new LeaseRecords(file, new EventJson());
        this.pace = pace;
    }

    LedgerCheck check(LedgerCheck.Progress progress) {
        long began = System.nanoTime();
        boolean complete = false;
        try (ReadConnection ledger = new ReadConnection(file)) {
            complete = structure(ledger) && events(ledger, progress) && leases(ledger) && summaries(ledger);
        } catch (SQLException e) {
            problem("The check of the ledger did not come to its end: " + e.getMessage() + ".");
        } catch (JournalFailure e) {
            problem(String.valueOf(e.getMessage()));
        }
        return new LedgerCheck(checked, damaged, problems, complete, Duration.ofNanos(System.nanoTime() - began));
    }

    private void problem(String sentence) {
        if (problems.size() < LedgerCheck.MOST) problems.add(sentence);
    }

    private void damaged(String lease, String detail) {
        Optional<LeaseId> id = LeaseTable.id(lease);
        if (id.isEmpty()) problem("The ledger has a record of a lease whose id is damaged (" + detail + ").");
        else if (damaged.size() < LedgerCheck.MOST)
            damaged.putIfAbsent(id.get(), Trouble.damagedRecord(id.get(), detail));
    }

    private boolean structure(ReadConnection ledger) throws SQLException {
        try {
            List<String> found =
                    ledger.snapshot((c, sql) -> Rows.all(c, "PRAGMA quick_check(" + 10 + ")", row -> row.getString(1)));
            if (!found.equals(List.of("ok")))
                problem(Trouble.damaged(file, String.join(", ", found)).getMessage());
        } catch (SQLException e) {
            if (!Trouble.damaged(e)) throw e;
            problem(String.valueOf(
                    Trouble.damaged(file, String.valueOf(e.getMessage())).getMessage()));
        }
        return pace.goOn();
    }

    private boolean events(ReadConnection ledger, LedgerCheck.Progress progress) throws SQLException {
        long newest = ledger.snapshot(
                (c, sql) -> Rows.first(c, "SELECT coalesce(max(seq), 0) FROM event", row -> row.getLong(1))
                        .orElse(0L));
        while (before.seq() < newest) {
            if (!pace.goOn()) return false;
            long from = before.seq();
            try {
                ledger.snapshot((c, sql) -> chunk(c, from, CHUNK));
            } catch (SQLException e) {
                if (!Trouble.damaged(e)) throw e;
                oneByOne(ledger, Math.max(from, before.seq()), Math.min(newest, from + CHUNK));
            }
            if (before.seq() == from) break;
            progress.at(before.seq(), newest);
        }
        if (before.seq() < newest)
            problem("The events from " + (before.seq() + 1) + " on are missing from the ledger.");
        ledger.snapshot((c, sql) -> {
            nameUnreadable(c);
            tables.counts(c, before.seq()).forEach(this::problem);
            return true;
        });
        return true;
    }

    private boolean chunk(Connection c, long from, int most) throws SQLException {
        List<StoredEvent> rows = Rows.all(
                c,
                "SELECT " + StoredEvent.COLUMNS + " FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
                StoredEvent::from,
                from,
                most);
        for (StoredEvent row : rows) event(c, row);
        return true;
    }

    private void event(Connection c, StoredEvent row) throws SQLException {
        if (row.seq() != before.seq() + 1)
            problem("Event " + (before.seq() + 1)
                    + " of the ledger is missing. The lease that it belongs to is named with"
                    + " those that are damaged; money on the chain is not touched.");
        boolean sound = row.follows(before) || LeaseRecords.sound(c, row);
        before = row;
        checked++;
        if (!sound) {
            damaged(row.lease(), "event " + row.seq() + " is not as it was written");
            return;
        }
        try {
            LeaseEvent event = records.parse(row);
            Optional<String> difference = tables.difference(c, row, event);
            difference.ifPresent(d -> damaged(row.lease(), "event " + row.seq() + ": " + d));
        } catch (JournalFailure e) {
            problem(String.valueOf(e.getMessage()));
        }
    }

    /** Where a page is damaged: the events on other pages are checked all the same. */
    private void oneByOne(ReadConnection ledger, long from, long to) throws SQLException {
        for (long seq = from + 1; seq <= to; seq++) {
            long at = seq;
            try {
                Optional<StoredEvent> row = ledger.snapshot((c, sql) -> Rows.first(
                        c, "SELECT " + StoredEvent.COLUMNS + " FROM event WHERE seq = ?", StoredEvent::from, at));
                if (row.isEmpty()) continue;
                ledger.snapshot((c, sql) -> {
                    event(c, row.get());
                    return true;
                });
            } catch (SQLException e) {
                if (!Trouble.damaged(e)) throw e;
                if (unreadable.size() < MOST_UNREADABLE) unreadable.add(seq);
                before = StoredEvent.link(seq, new byte[0]);
            }
        }
    }

    /** The index knows the lease of an event whose row cannot be read. */
    private void nameUnreadable(Connection c) throws SQLException {
        if (unreadable.isEmpty()) return;
        Map<Long, String> leases = new HashMap<>();
        try {
            Rows.each(c, "SELECT seq, lease FROM event INDEXED BY event_of_lease", row -> {
                if (unreadable.contains(row.getLong(1))) leases.put(row.getLong(1), row.getString(2));
            });
        } catch (SQLException e) {
            if (!Trouble.damaged(e)) throw e;
        }
        leases.forEach((seq, lease) -> damaged(lease, "event " + seq + " cannot be read"));
    }

    private boolean leases(ReadConnection ledger) throws SQLException {
        String after = "";
        while (true) {
            if (!pace.goOn()) return false;
            String from = after;
            List<DerivedTables.Difference> found = new ArrayList<>();
            after = ledger.snapshot((c, sql) -> tables.leases(c, from, CHUNK, found));
            found.forEach(d -> damaged(d.lease(), d.detail()));
            if (after.isEmpty()) return true;
        }
    }

    private boolean summaries(ReadConnection ledger) throws SQLException {
        DerivedTables.Sums sums = ledger.snapshot((c, sql) -> tables.sums(c, sql));
        while (sums.more()) {
            if (!pace.goOn()) return false;
            DerivedTables.Sums last = sums;
            List<DerivedTables.Difference> found = new ArrayList<>();
            sums = ledger.snapshot((c, sql) -> tables.add(c, last, CHUNK, found));
            found.forEach(d -> damaged(d.lease(), d.detail()));
        }
        if (!sums.agree())
            problem(
                    "The sums over all closed leases do not agree with the leases. Nothing is lost: the leases are right.");
        return true;
    }
}
