package org.headroom.store;

import java.util.Optional;
import org.headroom.model.market.LeaseId;

/** What the rig itself remembers over a restart, beside its leases. Any thread; durable when a call returns. */
public final class RigMemory {
    private static final String TAKES_WORK = "takes-work";

    private final Database database;

    RigMemory(Database database) {
        this.database = database;
    }

    public Optional<String> get(String key) {
        return database.read(
                "read what the rig remembers",
                c -> Rows.first(c, "SELECT value FROM memory WHERE key = ?", row -> row.getString(1), key));
    }

    public void put(String key, String value) {
        database.write(
                "remember " + key,
                c -> Rows.change(
                        c,
                        "INSERT INTO memory (key, value) VALUES (?, ?)"
                                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                        key,
                        value));
    }

    public void remove(String key) {
        database.write("forget " + key, c -> Rows.change(c, "DELETE FROM memory WHERE key = ?", key));
    }

    /** The big switch as a person left it; empty while nobody has touched it. */
    public Optional<Boolean> takesWork() {
        return get(TAKES_WORK).map(Boolean::parseBoolean);
    }

    public void takesWork(boolean on) {
        put(TAKES_WORK, Boolean.toString(on));
    }

    /** A lease's running number on this rig, from 1: given when first asked for, the same for ever after. */
    public int leaseNumber(LeaseId lease) {
        Optional<Integer> known = database.read(
                "read what the rig remembers",
                c -> Rows.first(c, "SELECT number FROM lease_number WHERE lease = ?", row -> row.getInt(1), lease));
        if (known.isPresent()) return known.get();
        return database.write("number lease " + lease, c -> {
            Rows.change(
                    c,
                    "INSERT INTO lease_number (number, lease)"
                            + " SELECT coalesce(max(number), 0) + 1, ? FROM lease_number"
                            + " WHERE true ON CONFLICT DO NOTHING",
                    lease);
            return Rows.first(c, "SELECT number FROM lease_number WHERE lease = ?", row -> row.getInt(1), lease)
                    .orElseThrow();
        });
    }
}
