package org.headroom.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.market.LeaseId;

/** Reads the events of single leases. Each event is held against its digest, so that a lease is read whole or not at all. */
final class LeaseRecords {
    private static final String OF_LEASE = "SELECT " + StoredEvent.COLUMNS + " FROM event WHERE lease = ? ORDER BY seq";
    private static final String AT = "SELECT " + StoredEvent.COLUMNS + " FROM event WHERE seq = ?";

    private final Path file;
    private final EventJson json;

    LeaseRecords(Path file, EventJson json) {
        this.file = file;
        this.json = json;
    }

    /** An event and its number. */
    record Numbered(long seq, LeaseEvent event) {}

    /** @param damage what is wrong; empty where the record is whole, and the events are empty where it is not */
    record Reading(List<Numbered> events, Optional<String> damage) {
        static Reading damaged(String detail) {
            return new Reading(List.of(), Optional.of(detail));
        }
    }

    /** The events of all open leases, oldest first, and the open leases whose events cannot be read. */
    record OpenLeases(List<LeaseEvent> events, Map<LeaseId, String> damaged) {}

    OpenLeases open(Connection c, LeaseTable leases) throws SQLException {
        List<Numbered> events = new ArrayList<>();
        Map<LeaseId, String> damaged = new LinkedHashMap<>();
        for (LeaseId lease : leases.in(LeaseTable.OPEN)) {
            Reading reading = read(c, leases, lease);
            events.addAll(reading.events());
            if (reading.damage().isPresent()) {
                String what = Trouble.damagedRecord(lease, reading.damage().get());
                damaged.put(lease, what + " " + Trouble.stream(leases.stream(lease)));
            }
        }
        events.sort(Comparator.comparingLong(Numbered::seq));
        return new OpenLeases(events.stream().map(Numbered::event).toList(), Map.copyOf(damaged));
    }

    /** @throws JournalFailure if a newer program wrote one of the events */
    Reading read(Connection c, LeaseTable leases, LeaseId lease) throws SQLException {
        try {
            List<StoredEvent> rows = Rows.all(c, OF_LEASE, StoredEvent::from, lease);
            List<Numbered> events = new ArrayList<>();
            for (StoredEvent row : rows) {
                if (!sound(c, row)) return Reading.damaged("event " + row.seq() + " is not as it was written");
                events.add(new Numbered(row.seq(), parse(row)));
            }
            long recorded = leases.events(lease);
            if (recorded != rows.size())
                return Reading.damaged(rows.size() + " of its events are there, " + recorded + " were recorded");
            return new Reading(events, Optional.empty());
        } catch (SQLException e) {
            if (!Trouble.damaged(e)) throw e;
            return Reading.damaged("SQLite: " + e.getMessage());
        }
    }

    /**
     * Whether an event is what was written. Where its digest and the one before do not fit, a digest alone may be damaged:
     * then a neighbour proves the event.
     */
    static boolean sound(Connection c, StoredEvent row) throws SQLException {
        Optional<StoredEvent> before = row.seq() == 1 ? Optional.of(StoredEvent.START) : at(c, row.seq() - 1);
        // Without the one before there is nothing to hold it against; that one is reported as missing.
        if (before.isEmpty() || row.follows(before.get())) return true;
        Optional<StoredEvent> after = at(c, row.seq() + 1);
        if (after.isPresent() && after.get().follows(row.after(before.get().digest()))) return true;
        if (row.seq() < 2) return false;
        Optional<StoredEvent> second = row.seq() == 2 ? Optional.of(StoredEvent.START) : at(c, row.seq() - 2);
        return second.isPresent() && row.follows(before.get().after(second.get().digest()));
    }

    /** Empty also where it cannot be read: it must not count against its neighbours. */
    private static Optional<StoredEvent> at(Connection c, long seq) throws SQLException {
        try {
            return Rows.first(c, AT, StoredEvent::from, seq);
        } catch (SQLException e) {
            if (!Trouble.damaged(e)) throw e;
            return Optional.empty();
        }
    }

    /** @param row one that is sound */
    LeaseEvent parse(StoredEvent row) {
        if (!row.known())
            throw Trouble.newer(file, "event " + row.seq() + ": " + row.kind() + ", format " + row.format());
        try {
            return json.read(row.body(), row.format());
        } catch (JsonProcessingException e) {
            // The digest was right, so these bytes are what some program meant to write: it knew more than this one.
            String part = e instanceof PropertyBindingException unknown
                    ? "an unknown part " + unknown.getPropertyName()
                    : e.getOriginalMessage();
            throw Trouble.newer(file, "event " + row.seq() + ", " + row.kind() + ": " + part);
        }
    }
}
