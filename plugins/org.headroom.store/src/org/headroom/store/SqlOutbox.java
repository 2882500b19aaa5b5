package org.headroom.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.headroom.model.market.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One broker's outbox as rows. Any thread. A message put under a known key replaces the older one and goes to the end. While a
 * broker is away for long, the oldest messages are dropped beyond a limit, those that it does not retain first: what they say
 * is on record and is sent again from there.
 */
final class SqlOutbox implements Outbox {
    /** In the rig's memory: for which brokers messages were kept, a line each. */
    private static final String BROKERS = "outbox-brokers";

    private static final Logger LOG = LoggerFactory.getLogger(SqlOutbox.class);
    /** In messages: so that not every one pays for the counting. */
    private static final int TRIM_EVERY = 64;

    private final Database database;
    private final String broker;
    private final int mostMessages;
    private final long mostBytes;
    private int untilTrim; // guarded by the database's lock

    SqlOutbox(Database database, String broker) {
        this(database, broker, MOST_MESSAGES, MOST_BYTES);
    }

    SqlOutbox(Database database, String broker, int mostMessages, long mostBytes) {
        this.database = database;
        this.broker = broker;
        this.mostMessages = mostMessages;
        this.mostBytes = mostBytes;
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
        String what = "keep the message " + entry.key() + " for sending";
        Database.Work<Boolean> work = c -> {
            Rows.change(c, "DELETE FROM outbox WHERE broker = ? AND key = ?", broker, entry.key());
            Rows.change(
                    c,
                    "INSERT INTO outbox (broker, key, topic, payload, retained, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    broker,
                    entry.key(),
                    entry.topic(),
                    entry.payload(),
                    entry.retained(),
                    entry.expiresAt());
            if (untilTrim-- == 0) {
                untilTrim = TRIM_EVERY;
                trim(c);
            }
            return true;
        };
        if (entry.canWait()) database.writeWhereThereIsRoom(what, work);
        else database.writeAhead(what, work);
    }

    private record Size(long messages, long bytes) {}

    private void trim(Connection c) throws SQLException {
        long dropped = 0;
        for (Size size = size(c); size.messages() > mostMessages || size.bytes() > mostBytes; size = size(c))
            dropped += Rows.change(
                    c,
                    "DELETE FROM outbox WHERE position IN"
                            + " (SELECT position FROM outbox WHERE broker = ? ORDER BY retained, position LIMIT ?)",
                    broker,
                    Math.clamp(size.messages() - mostMessages, 1, TRIM_EVERY));
        if (dropped > 0)
            LOG.warn("{} does not take our messages: the oldest {} are not kept any longer", broker, dropped);
    }

    private Size size(Connection c) throws SQLException {
        return Rows.first(
                        c,
                        "SELECT count(*), coalesce(sum(length(payload)), 0) FROM outbox WHERE broker = ?",
                        row -> new Size(row.getLong(1), row.getLong(2)),
                        broker)
                .orElse(new Size(0, 0));
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
