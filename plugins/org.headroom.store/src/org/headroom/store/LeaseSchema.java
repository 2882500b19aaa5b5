package org.headroom.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The third step of the ledger's tables: which leases are open, what is known of the closed ones, withdrawals that can be
 * taken back, and how far the events have been checked.
 */
final class LeaseSchema {
    static final List<String> STEP = List.of(
            """
            CREATE TABLE lease (
                lease TEXT PRIMARY KEY,
                order_id TEXT,
                stream TEXT,
                state TEXT NOT NULL CHECK (state IN ('open', 'refused', 'closed')),
                events INTEGER NOT NULL,
                first_seq INTEGER NOT NULL,
                last_seq INTEGER NOT NULL
            ) STRICT""",
            "CREATE INDEX lease_of_order ON lease (order_id) WHERE order_id IS NOT NULL",
            "CREATE INDEX lease_of_stream ON lease (stream) WHERE stream IS NOT NULL",
            "CREATE INDEX lease_not_closed ON lease (state) WHERE state <> 'closed'",
            """
            CREATE TABLE summary (
                position INTEGER PRIMARY KEY,
                lease TEXT NOT NULL UNIQUE,
                ended_at TEXT NOT NULL,
                due INTEGER NOT NULL,
                withdrawn INTEGER NOT NULL,
                shortfall INTEGER NOT NULL,
                fees TEXT NOT NULL,
                format INTEGER NOT NULL,
                body TEXT NOT NULL
            ) STRICT""",
            """
            CREATE TABLE total (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                leases INTEGER NOT NULL,
                due INTEGER NOT NULL,
                withdrawn INTEGER NOT NULL,
                shortfall INTEGER NOT NULL,
                fees TEXT NOT NULL
            ) STRICT""",
            "INSERT INTO total (one, leases, due, withdrawn, shortfall, fees) VALUES (1, 0, 0, 0, 0, '0')",
            "CREATE TABLE believed (lease TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE TABLE searched (lease TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            // One transaction may be booked again after it was taken back, so the event is the key.
            """
            CREATE TABLE withdrawal_by_event (
                seq INTEGER PRIMARY KEY REFERENCES event (seq),
                chain INTEGER NOT NULL,
                contract TEXT NOT NULL,
                stream TEXT NOT NULL,
                txn TEXT NOT NULL,
                amount INTEGER NOT NULL,
                lease TEXT NOT NULL
            ) STRICT""",
            """
            INSERT INTO withdrawal_by_event (seq, chain, contract, stream, txn, amount, lease)
                SELECT seq, chain, contract, stream, txn, amount, lease FROM withdrawal ORDER BY seq""",
            "DROP TABLE withdrawal",
            "ALTER TABLE withdrawal_by_event RENAME TO withdrawal",
            "CREATE INDEX withdrawal_of_stream ON withdrawal (stream, txn)",
            "CREATE INDEX withdrawal_of_lease ON withdrawal (lease)",
            """
            CREATE TABLE reversal (
                withdrawal INTEGER PRIMARY KEY REFERENCES withdrawal (seq),
                seq INTEGER NOT NULL REFERENCES event (seq)
            ) STRICT""",
            "CREATE TABLE checked (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, digest BLOB NOT NULL) STRICT",
            Schema.forEver("withdrawal", "UPDATE"),
            Schema.forEver("withdrawal", "DELETE"),
            Schema.forEver("reversal", "UPDATE"),
            Schema.forEver("reversal", "DELETE"),
            Schema.forEver("summary", "UPDATE"),
            Schema.forEver("summary", "DELETE"));

    private LeaseSchema() {}

    /** Fills the tables from the events there are, in one pass; nothing but the row at hand is in memory. */
    static void fill(Connection c) throws SQLException {
        String events = "SELECT seq, lease, kind, " + part("BidMade", "'$.terms.signedOrder.message.id'") + ", "
                + part("StreamVerified", "'$.stream.ref.chainId'") + " || ':' || "
                + part("StreamVerified", "'$.stream.ref.contract'") + " || ':' || "
                + part("StreamVerified", "'$.stream.ref.id'") + " FROM event ORDER BY seq";
        try (PreparedStatement record = c.prepareStatement(LeaseTable.RECORD)) {
            Rows.each(c, events, row -> {
                String kind = row.getString(3);
                LeaseTable.record(
                        record, row.getLong(1), row.getString(2), text(row, 4), text(row, 5), LeaseTable.state(kind));
            });
        }
        Rows.change(
                c, "INSERT INTO checked (one, seq, digest) SELECT 1, seq, digest FROM event ORDER BY seq DESC LIMIT 1");
    }

    /** Empty in other events, and in one that is damaged: the check of the whole ledger names it. */
    private static String part(String kind, String path) {
        return "CASE WHEN kind = '" + kind + "' AND json_valid(body) THEN body ->> " + path + " END";
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return row.wasNull() ? "" : text;
    }
}
