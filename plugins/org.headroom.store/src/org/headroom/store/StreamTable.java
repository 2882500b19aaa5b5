package org.headroom.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the chain was last believed to say of the streams of open leases, and how far it was searched for withdrawals. */
final class StreamTable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamTable.class);
    private static final String BELIEVE = "INSERT INTO believed (lease, body)"
            + " SELECT ?, ? WHERE EXISTS (SELECT 1 FROM lease WHERE lease = ? AND state = 'open')"
            + " ON CONFLICT (lease) DO UPDATE SET body = excluded.body WHERE body <> excluded.body";
    private static final String SEARCHED = "INSERT INTO searched (lease, next)"
            + " SELECT ?, ? WHERE EXISTS (SELECT 1 FROM lease WHERE lease = ? AND state = 'open')"
            + " ON CONFLICT (lease) DO UPDATE SET next = excluded.next";

    private final JsonMapper mapper;

    StreamTable(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** Those of leases that are not open are ignored. */
    void believed(Statements sql, Map<LeaseId, StreamState> streams) throws SQLException {
        PreparedStatement believe = sql.prepared(BELIEVE);
        for (Map.Entry<LeaseId, StreamState> each : streams.entrySet())
            Rows.change(believe, each.getKey(), json(each.getValue()), each.getKey());
    }

    private String json(StreamState stream) {
        try {
            return mapper.writeValueAsString(stream);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stream that cannot be written as JSON: " + stream.ref(), e);
        }
    }

    /** One that cannot be read is unknown: it is read from the chain again. */
    Map<LeaseId, StreamState> believed(Statements sql) throws SQLException {
        Map<LeaseId, StreamState> found = new HashMap<>();
        try (ResultSet rows = sql.prepared("SELECT lease, body FROM believed").executeQuery()) {
            while (rows.next()) {
                LeaseId lease = new LeaseId(rows.getString(1));
                try {
                    found.put(lease, mapper.readValue(rows.getString(2), StreamState.class));
                } catch (JsonProcessingException e) {
                    LOG.warn(
                            "The last state of the stream of lease {} cannot be read: {}",
                            lease,
                            e.getOriginalMessage());
                }
            }
        }
        return Map.copyOf(found);
    }

    void searchedTo(Statements sql, LeaseId lease, long next) throws SQLException {
        Rows.change(sql.prepared(SEARCHED), lease, next, lease);
    }

    Optional<Long> searchedTo(Statements sql, LeaseId lease) throws SQLException {
        PreparedStatement query = sql.prepared("SELECT next FROM searched WHERE lease = ?");
        query.setString(1, lease.value());
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /** A lease that is not open is not read from the chain any more. */
    void forget(Statements sql, LeaseId lease) throws SQLException {
        Rows.change(sql.prepared("DELETE FROM believed WHERE lease = ?"), lease);
        Rows.change(sql.prepared("DELETE FROM searched WHERE lease = ?"), lease);
    }
}
