package org.headroom.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.headroom.model.market.Outbox;

/**
 * One broker's outbox as rows. Any thread. A message put under a known key takes its place and goes to the end of the line.
 */
final class SqlOutbox implements Outbox {
    /** In the rig's memory: for which brokers messages were kept, a line each. */
    private static final String BROKERS = "outbox-brokers";

    private final Database database;
    private final String broker;

    SqlOutbox(Database database, String broker) {
        this.database = database;
        this.broker = broker;
    }

    static void settle(Database database, Collection<String> names) {
        database.write("settle which brokers there are", c -> {
            List<String> before = new ArrayList<>(
                    Rows.all(c, "SELECT DISTINCT broker FROM outbox ORDER BY broker", row -> row.getString(1)));
            Rows.first(c, "SELECT value FROM memory WHERE key = ?", row -> row.getString(1), BROKERS)
                    .ifPresent(known -> before.addAll(known.lines().toList()));
            List<String> gone =
                    before.stream().filter(name -> !names.contains(name)).toList();
            boolean noneLeft = before.stream().noneMatch(names::contains);
            for (String old : gone) {
                if (noneLeft)
                    for (String name : names)
                        Rows.change(
                                c,
                                "INSERT INTO outbox (broker, key, topic, payload, retained, expires_at)"
                                        + " SELECT ?, key, topic, payload, retained, expires_at FROM outbox"
                                        + " WHERE broker = ? ORDER BY position ON CONFLICT DO NOTHING",
                                name,
                                old);
                Rows.change(c, "DELETE FROM outbox WHERE broker = ?", old);
            }
            return Rows.change(
                    c,
                    "INSERT INTO memory (key, value) VALUES (?, ?)"
                            + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    BROKERS,
                    String.join("\n", names));
        });
    }

    @Override
    public void put(Entry entry) {
        database.writeAhead("keep the message " + entry.key() + " for sending", c -> {
            Rows.change(c, "DELETE FROM outbox WHERE broker = ? AND key = ?", broker, entry.key());
            return Rows.change(
                    c,
                    "INSERT INTO outbox (broker, key, topic, payload, retained, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    broker,
                    entry.key(),
                    entry.topic(),
                    entry.payload(),
                    entry.retained(),
                    entry.expiresAt());
        });
    }

    @Override
    public void remove(Entry entry) {
        database.writeAhead(
                "strike the message " + entry.key() + " off the outbox",
                c -> Rows.change(
                        c,
                        "DELETE FROM outbox"
                                + " WHERE broker = ? AND key = ? AND topic = ? AND payload = ? AND retained = ?"
                                + " AND expires_at = ?",
                        broker,
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
                        "SELECT key, topic, payload, retained, expires_at FROM outbox WHERE broker = ?"
                                + " ORDER BY position",
                        row -> new Entry(
                                row.getString(1),
                                row.getString(2),
                                row.getBytes(3),
                                row.getBoolean(4),
                                Instant.parse(row.getString(5))),
                        broker));
    }
}
