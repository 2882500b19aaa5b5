package org.headroom.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;

/** What the rig itself remembers over a restart, beside its leases. Any thread; durable when a call returns. */
final class SqlRigMemory implements RigMemory {
    private final Database database;

    SqlRigMemory(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> get(String key) {
        return database.read(
                "read what the rig remembers",
                c -> Rows.first(c, "SELECT value FROM memory WHERE key = ?", row -> row.getString(1), key));
    }

    @Override
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

    /** A lease's running number on this rig, from 1: given when first asked for, the same for ever after. */
    @Override
    public int leaseNumber(LeaseId lease) {
        Optional<Integer> known = database.read(
                "read what the rig remembers",
                c -> Rows.first(c, "SELECT number FROM lease_number WHERE lease = ?", row -> row.getInt(1), lease));
        if (known.isPresent()) return known.get();
        return database.write("number lease " + lease, c -> leaseNumber(c, lease));
    }

    /** Within a transaction of the caller's. */
    static int leaseNumber(Connection c, LeaseId lease) throws SQLException {
        Rows.change(
                c,
                "INSERT INTO lease_number (number, lease)"
                        + " SELECT coalesce(max(number), 0) + 1, ? FROM lease_number"
                        + " WHERE true ON CONFLICT DO NOTHING",
                lease);
        return Rows.first(c, "SELECT number FROM lease_number WHERE lease = ?", row -> row.getInt(1), lease)
                .orElseThrow();
    }
}
