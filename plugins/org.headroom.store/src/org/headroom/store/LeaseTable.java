package org.headroom.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.BidLapsed;
import org.headroom.model.lease.LeaseEvent.BidMade;
import org.headroom.model.lease.LeaseEvent.JobRefused;
import org.headroom.model.lease.LeaseEvent.StreamRefused;
import org.headroom.model.lease.LeaseEvent.StreamReplaced;
import org.headroom.model.lease.LeaseEvent.StreamVerified;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.payment.StreamRef;

/**
 * One row a lease, kept beside its events in the same commits: what it answers depends on the lease alone and not on the
 * length of the history.
 */
final class LeaseTable {
    static final String OPEN = "open";
    /** Refused after it was taken, and no stream pays for it; its summary is not written yet. */
    static final String REFUSED = "refused";

    static final String CLOSED = "closed";

    /** In place of the stream of a lease whose number is another stream's, as after a reorganisation. */
    static final String LOST = "lost";

    /**
     * Once a lease is not open any more, no event opens it again. One that a stream pays for is not closed by a
     * refusal: there may be money in the stream.
     */
    static final String RECORD = "INSERT INTO lease (lease, order_id, stream, state, events, first_seq, last_seq)"
            + " VALUES (?, nullif(?, ''), nullif(?, ''), ?, 1, ?, ?)"
            + " ON CONFLICT (lease) DO UPDATE SET order_id = coalesce(order_id, excluded.order_id),"
            + " stream = coalesce(excluded.stream, stream),"
            + " state = CASE WHEN state <> 'open' THEN state"
            + " WHEN excluded.state = 'refused' AND stream IS NOT NULL THEN 'open' ELSE excluded.state END,"
            + " events = events + 1, last_seq = excluded.last_seq";

    private final Statements statements;

    LeaseTable(Statements statements) {
        this.statements = statements;
    }

    /** @return whether the event takes its lease out of the open ones */
    boolean record(long seq, LeaseEvent event) throws SQLException {
        String order = event instanceof BidMade b ? b.terms().order().id().value() : "";
        String stream = switch (event) {
            case StreamVerified v -> key(v.stream().ref());
            case StreamReplaced r -> r.stream().map(s -> key(s.ref())).orElse(LOST);
            case StreamRefused r -> r.stream().map(s -> key(s.ref())).orElse("");
            default -> "";
        };
        String next = stream.isEmpty() ? state(EventJson.kind(event)) : OPEN;
        record(statements.prepared(RECORD), seq, event.lease().value(), order, stream, next);
        return !next.equals(OPEN)
                && (!next.equals(REFUSED) || stream(event.lease()).isEmpty());
    }

    /**
     * @param order and {@code stream} are empty where the event does not name them
     * @param state what the event makes of an open lease without a stream
     */
    static void record(PreparedStatement record, long seq, String lease, String order, String stream, String state)
            throws SQLException {
        Rows.change(record, lease, order, stream, state, seq, seq);
    }

    /** What an event of this kind, which names no stream, makes of an open lease without one. */
    static String state(String kind) {
        if (kind.equals(BidLapsed.class.getSimpleName())) return CLOSED;
        boolean refused =
                kind.equals(StreamRefused.class.getSimpleName()) || kind.equals(JobRefused.class.getSimpleName());
        return refused ? REFUSED : OPEN;
    }

    /** Names a stream in one text. The token is left out: chain, contract and number name the stream. */
    static String key(StreamRef stream) {
        return stream.chainId() + ":" + stream.contract() + ":" + stream.id();
    }

    /** Refused by an older version and not closed, though a stream pays for them. */
    void reopenPaidFor() throws SQLException {
        Rows.change(statements.prepared("UPDATE lease SET state = 'open' WHERE state = 'refused' AND state <> 'closed'"
                + " AND stream IS NOT NULL"));
    }

    void close(LeaseId lease) throws SQLException {
        Rows.change(statements.prepared("UPDATE lease SET state = 'closed' WHERE lease = ?"), lease);
    }

    /** Empty where a damaged row names no lease. */
    static Optional<LeaseId> id(String text) {
        try {
            return Optional.of(new LeaseId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The oldest first; a row that names no lease is left to the check of the whole ledger. */
    List<LeaseId> in(String state) throws SQLException {
        PreparedStatement sql =
                statements.prepared("SELECT lease FROM lease WHERE state = ? AND state <> 'closed' ORDER BY first_seq");
        sql.setString(1, state);
        List<LeaseId> found = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery()) {
            while (rows.next()) id(rows.getString(1)).ifPresent(found::add);
        }
        return found;
    }

    boolean hasBidFor(OrderId order) throws SQLException {
        PreparedStatement sql = statements.prepared("SELECT 1 FROM lease WHERE order_id = ? LIMIT 1");
        sql.setString(1, order.value());
        try (ResultSet row = sql.executeQuery()) {
            return row.next();
        }
    }

    Optional<LeaseId> paidBy(StreamRef stream) throws SQLException {
        PreparedStatement sql =
                statements.prepared("SELECT lease FROM lease WHERE stream = ? ORDER BY first_seq DESC LIMIT 1");
        sql.setString(1, key(stream));
        try (ResultSet row = sql.executeQuery()) {
            return row.next() ? id(row.getString(1)) : Optional.empty();
        }
    }

    /** The stream that pays for a lease, as in {@link #key}. */
    Optional<String> stream(LeaseId lease) throws SQLException {
        PreparedStatement sql = statements.prepared("SELECT stream FROM lease WHERE lease = ? AND stream IS NOT NULL");
        sql.setString(1, lease.value());
        try (ResultSet row = sql.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    /** How many events of a lease were recorded; none where it is unknown. */
    long events(LeaseId lease) throws SQLException {
        PreparedStatement sql = statements.prepared("SELECT events FROM lease WHERE lease = ?");
        sql.setString(1, lease.value());
        try (ResultSet row = sql.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
