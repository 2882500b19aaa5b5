package org.headroom.store;

import java.time.Instant;
import java.util.List;
import org.headroom.model.market.Outbox;

/** The outbox as rows. Any thread. A message put under a known key takes its place and goes to the end of the line. */
final class SqlOutbox implements Outbox {
    private final Database database;

    SqlOutbox(Database database) {
        this.database = database;
    }

    @Override
    public void put(Entry entry) {
        database.write("keep the message " + entry.key() + " for sending", c -> {
            Rows.change(c, "DELETE FROM outbox WHERE key = ?", entry.key());
            return Rows.change(
                    c,
                    "INSERT INTO outbox (key, topic, payload, retained, expires_at) VALUES (?, ?, ?, ?, ?)",
                    entry.key(),
                    entry.topic(),
                    entry.payload(),
                    entry.retained(),
                    entry.expiresAt());
        });
    }

    @Override
    public void remove(Entry entry) {
        database.write(
                "strike the message " + entry.key() + " off the outbox",
                c -> Rows.change(
                        c,
                        "DELETE FROM outbox"
                                + " WHERE key = ? AND topic = ? AND payload = ? AND retained = ? AND expires_at = ?",
                        entry.key(),
                        entry.topic(),
                        entry.payload(),
                        entry.retained(),
                        entry.expiresAt()));
    }

    @Override
    public List<Entry> pending() {
        return database.read(
                "read the outbox",
                c -> Rows.all(
                        c,
                        "SELECT key, topic, payload, retained, expires_at FROM outbox ORDER BY position",
                        row -> new Entry(
                                row.getString(1),
                                row.getString(2),
                                row.getBytes(3),
                                row.getBoolean(4),
                                Instant.parse(row.getString(5)))));
    }
}
