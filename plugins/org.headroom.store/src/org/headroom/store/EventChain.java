package org.headroom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;

/**
 * The events as a chain: each has a digest over itself and the digest before it. How far the chain was checked stands in
 * the file, so that opening reads only what came after.
 */
final class EventChain {
    /** In events. What is added after a checkpoint follows from what was checked, so it needs no reading. */
    static final int CHECKPOINT_EVERY = 256;

    private static final String INSERT = "INSERT INTO event (" + StoredEvent.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String NEWEST = "SELECT seq, digest FROM event ORDER BY seq DESC LIMIT 1";
    private static final String CHECKED = "INSERT INTO checked (one, seq, digest) VALUES (1, ?, ?)"
            + " ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, digest = excluded.digest";

    private final Path file;
    private final Statements statements;
    private final EventJson json;

    EventChain(Path file, Statements statements, EventJson json) {
        this.file = file;
        this.statements = statements;
        this.json = json;
    }

    /** @return the number of the event */
    long append(LeaseEvent event) throws SQLException {
        StoredEvent row = newest().next(
                        event.lease().value(),
                        EventJson.kind(event),
                        event.at().toString(),
                        EventJson.FORMAT,
                        json.write(event));
        Rows.change(
                statements.prepared(INSERT),
                row.seq(),
                row.lease(),
                row.kind(),
                row.at(),
                row.format(),
                row.body(),
                row.digest());
        if (row.seq() % CHECKPOINT_EVERY == 0) checked(row);
        return row.seq();
    }

    /** Number and digest alone. */
    private StoredEvent newest() throws SQLException {
        return link(NEWEST).orElse(StoredEvent.START);
    }

    private Optional<StoredEvent> link(String query) throws SQLException {
        try (ResultSet row = statements.prepared(query).executeQuery()) {
            return row.next() ? Optional.of(StoredEvent.link(row.getLong(1), row.getBytes(2))) : Optional.empty();
        }
    }

    /** Says in the file that all events have been checked. */
    void checked() throws SQLException {
        StoredEvent newest = newest();
        if (newest.seq() > 0) checked(newest);
    }

    private void checked(StoredEvent row) throws SQLException {
        Rows.change(statements.prepared(CHECKED), row.seq(), row.digest());
    }

    /**
     * Checks what was added after the last checkpoint: a bounded number of events.
     *
     * @return the first event that is missing or not as it was written; empty where all are sound
     * @throws JournalFailure if a newer program added events, or the newest ones are gone
     */
    Optional<Long> checkNewest(Connection c) throws SQLException {
        StoredEvent from = link("SELECT seq, digest FROM checked").orElse(StoredEvent.START);
        if (newest().seq() < from.seq())
            throw Trouble.damaged(file, "its newest events are missing, up to event " + from.seq());
        StoredEvent before = from.seq() == 0 ? from : StoredEvent.link(from.seq() - 1, from.digest());
        Optional<Long> unsound = Optional.empty();
        try (PreparedStatement sql =
                c.prepareStatement("SELECT " + StoredEvent.COLUMNS + " FROM event WHERE seq >= ? ORDER BY seq")) {
            sql.setLong(1, from.seq());
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    StoredEvent row = StoredEvent.from(rows);
                    boolean sound =
                            row.seq() == from.seq() ? Arrays.equals(row.digest(), from.digest()) : row.follows(before);
                    if (sound && !row.known())
                        throw Trouble.newer(
                                file, "event " + row.seq() + ": " + row.kind() + ", format " + row.format());
                    if (!sound && unsound.isEmpty()) unsound = Optional.of(before.seq() + 1);
                    before = row;
                }
            }
        }
        return unsound;
    }
}
