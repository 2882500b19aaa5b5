package org.headroom.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.BidMade;
import org.headroom.model.lease.LeaseEvent.MoneyWithdrawn;
import org.headroom.model.lease.LeaseEvent.ReceiptNumbered;
import org.headroom.model.lease.LeaseEvent.StreamRefused;
import org.headroom.model.lease.LeaseEvent.StreamReplaced;
import org.headroom.model.lease.LeaseEvent.StreamVerified;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;

/** Compares the tables that follow from events with the events. */
final class DerivedTables {
    /** @param detail what does not agree */
    record Difference(String lease, String detail) {}

    private record Counted(long events, long first, long last) {}

    /**
     * Sums over the summaries up to a position.
     *
     * @param wanted the running totals when there were {@code end} summaries
     */
    record Sums(LedgerTotals wanted, LedgerTotals found, long position, long end) {
        boolean more() {
            return position < end;
        }

        boolean agree() {
            return wanted.equals(found);
        }
    }

    private final ClosedLeases closed = new ClosedLeases(ModelJson.mapper());

    /** What the tables have other than an event says; empty where they agree. */
    Optional<String> difference(Connection c, StoredEvent row, LeaseEvent event) throws SQLException {
        String lease = row.lease();
        if (!event.lease().value().equals(lease)) return Optional.of("it belongs to another lease");
        boolean agrees = switch (event) {
            case BidMade b ->
                exists(
                        c,
                        "lease WHERE lease = ? AND order_id = ?",
                        lease,
                        b.terms().order().id());
            case StreamVerified v -> pays(c, row, LeaseTable.key(v.stream().ref()));
            case StreamRefused r
            when r.stream().isPresent() ->
                pays(c, row, LeaseTable.key(r.stream().get().ref()));
            case StreamReplaced r ->
                pays(c, row, r.stream().map(s -> LeaseTable.key(s.ref())).orElse(LeaseTable.LOST));
            case ReceiptNumbered r ->
                exists(
                        c,
                        "receipt WHERE seq = ? AND lease = ? AND number = ? AND hash = ?",
                        row.seq(),
                        lease,
                        r.receipt().number(),
                        r.hash());
            case MoneyWithdrawn w ->
                exists(
                        c,
                        "withdrawal WHERE seq = ? AND lease = ? AND amount = ? AND returned = ? AND txn = ? AND stream = ?",
                        row.seq(),
                        lease,
                        w.withdrawal().amount().baseUnits(),
                        w.withdrawal().returned().baseUnits(),
                        w.withdrawal().transaction(),
                        w.withdrawal().stream().id().toString());
            case LeaseEvent.WithdrawalReverted r ->
                !exists(
                        c,
                        "withdrawal w WHERE w.lease = ? AND w.txn = ? AND w.seq < ? AND NOT EXISTS"
                                + " (SELECT 1 FROM reversal r WHERE r.withdrawal = w.seq AND r.seq <= ?)",
                        lease,
                        r.transaction(),
                        row.seq(),
                        row.seq());
            default -> true;
        };
        return agrees ? Optional.empty() : Optional.of("the tables of leases, receipts and withdrawals do not agree");
    }

    /** Whether a stream pays for a lease, or another did later. */
    private static boolean pays(Connection c, StoredEvent row, String stream) throws SQLException {
        return exists(c, "lease WHERE lease = ? AND stream = ?", row.lease(), stream)
                || exists(c, "event WHERE lease = ? AND kind = 'StreamReplaced' AND seq > ?", row.lease(), row.seq());
    }

    private static boolean exists(Connection c, String from, Object... values) throws SQLException {
        return Rows.first(c, "SELECT 1 FROM " + from + " LIMIT 1", r -> true, values)
                .isPresent();
    }

    /** Rows that no event stands for. @param newest the last event that counts */
    List<String> counts(Connection c, long newest) throws SQLException {
        List<String> found = new ArrayList<>();
        String orphan = " WHERE seq <= ? AND NOT EXISTS (SELECT 1 FROM event e WHERE e.seq = t.seq AND e.kind = '";
        for (String[] each : new String[][] {
            {"receipt", "ReceiptNumbered"}, {"withdrawal", "MoneyWithdrawn"}, {"reversal", "WithdrawalReverted"}
        }) {
            long orphans = Rows.first(
                            c,
                            "SELECT count(*) FROM " + each[0] + " t" + orphan + each[1] + "')",
                            row -> row.getLong(1),
                            newest)
                    .orElse(0L);
            if (orphans > 0)
                found.add(
                        "The ledger's table " + each[0] + " has " + orphans + " rows that do not agree with its events."
                                + " Money on the chain is not touched; a backup of the ledger may be in order.");
        }
        return found;
    }

    /**
     * Compares rows of the table of leases with the events.
     *
     * @param after the last lease that was compared; empty at the beginning
     * @return the last lease of this call; empty when there are no more
     */
    String leases(Connection c, String after, int most, List<Difference> differences) throws SQLException {
        TreeMap<String, Counted> recorded = counted(
                c,
                "SELECT lease, count(*), min(seq), max(seq) FROM event WHERE lease > ?"
                        + " GROUP BY lease ORDER BY lease LIMIT ?",
                after,
                most);
        TreeMap<String, Counted> kept = counted(
                c,
                "SELECT lease, events, first_seq, last_seq FROM lease WHERE lease > ? ORDER BY lease LIMIT ?",
                after,
                most);
        // Beyond the end of the shorter page the other one says nothing yet.
        String last = last(recorded, kept, most);
        for (var each : recorded.headMap(last, true).entrySet()) {
            Counted row = kept.remove(each.getKey());
            if (!each.getValue().equals(row))
                differences.add(new Difference(
                        each.getKey(),
                        each.getValue().events() + " of its events are there, " + (row == null ? 0 : row.events())
                                + " were recorded"));
            else if (!closedForAReason(c, each.getKey()))
                differences.add(new Difference(each.getKey(), "it is closed, and no record says why"));
        }
        for (String lease : kept.headMap(last, true).keySet())
            differences.add(new Difference(lease, "none of its events is there"));
        return recorded.size() < most && kept.tailMap(last, false).isEmpty() ? "" : last;
    }

    private static String last(TreeMap<String, Counted> recorded, TreeMap<String, Counted> kept, int most) {
        if (recorded.isEmpty() && kept.isEmpty()) return "";
        if (recorded.size() == most && kept.size() == most)
            return recorded.lastKey().compareTo(kept.lastKey()) < 0 ? recorded.lastKey() : kept.lastKey();
        if (recorded.size() == most) return recorded.lastKey();
        if (kept.size() == most) return kept.lastKey();
        if (recorded.isEmpty()) return kept.lastKey();
        if (kept.isEmpty()) return recorded.lastKey();
        return recorded.lastKey().compareTo(kept.lastKey()) > 0 ? recorded.lastKey() : kept.lastKey();
    }

    private static TreeMap<String, Counted> counted(Connection c, String query, String after, int most)
            throws SQLException {
        TreeMap<String, Counted> found = new TreeMap<>();
        Rows.all(
                c,
                query,
                row -> found.put(row.getString(1), new Counted(row.getLong(2), row.getLong(3), row.getLong(4))),
                after,
                most);
        return found;
    }

    private static boolean closedForAReason(Connection c, String lease) throws SQLException {
        return !exists(c, "lease WHERE lease = ? AND state = 'closed'", lease)
                || exists(c, "summary WHERE lease = ?", lease)
                || exists(c, "event WHERE lease = ? AND kind IN ('BidLapsed', 'StreamRefused', 'JobRefused')", lease);
    }

    Sums sums(Connection c, Statements sql) throws SQLException {
        long end = Rows.first(c, "SELECT coalesce(max(position), 0) FROM summary", row -> row.getLong(1))
                .orElse(0L);
        return new Sums(closed.totals(sql), LedgerTotals.NONE, 0, end);
    }

    Sums add(Connection c, Sums sums, int most, List<Difference> differences) throws SQLException {
        LedgerTotals[] found = {sums.found()};
        List<Long> positions = Rows.all(
                c,
                "SELECT position, lease, format, body FROM summary WHERE position > ? AND position <= ?"
                        + " ORDER BY position LIMIT ?",
                row -> {
                    found[0] = summed(found[0], row, differences);
                    return row.getLong(1);
                },
                sums.position(),
                sums.end(),
                most);
        long position = positions.isEmpty() ? sums.end() : positions.getLast();
        return new Sums(sums.wanted(), found[0], position, sums.end());
    }

    private LedgerTotals summed(LedgerTotals sum, ResultSet row, List<Difference> differences) throws SQLException {
        Optional<LeaseSummary> summary = closed.parse(row.getInt(3), row.getString(4));
        if (summary.isPresent()) return sum.plus(summary.get());
        differences.add(new Difference(row.getString(2), "its summary cannot be read"));
        return sum;
    }
}
