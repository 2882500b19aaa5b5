package org.headroom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.headroom.model.lease.Journal.JournalFailure;

/** The ledger's tables, and the steps from each older version to the next. A step, once released, never changes. */
final class Schema {
    /** "HDRM": tells {@code file} and us whose file it is. */
    static final int APPLICATION_ID = 0x4844524D;

    private static final List<String> FIRST = List.of(
            """
            CREATE TABLE event (
                seq INTEGER PRIMARY KEY,
                lease TEXT NOT NULL,
                kind TEXT NOT NULL,
                at TEXT NOT NULL,
                format INTEGER NOT NULL,
                body TEXT NOT NULL,
                digest BLOB NOT NULL
            ) STRICT""",
            "CREATE INDEX event_of_lease ON event (lease, seq)",
            """
            CREATE TABLE receipt (
                number INTEGER PRIMARY KEY CHECK (number > 0),
                lease TEXT NOT NULL UNIQUE,
                hash TEXT NOT NULL,
                seq INTEGER NOT NULL UNIQUE REFERENCES event (seq)
            ) STRICT""",
            """
            CREATE TABLE withdrawal (
                chain INTEGER NOT NULL,
                contract TEXT NOT NULL,
                stream TEXT NOT NULL,
                txn TEXT NOT NULL,
                amount INTEGER NOT NULL,
                lease TEXT NOT NULL,
                seq INTEGER NOT NULL UNIQUE REFERENCES event (seq),
                PRIMARY KEY (chain, contract, stream, txn)
            ) STRICT""",
            """
            CREATE TABLE outbox (
                position INTEGER PRIMARY KEY AUTOINCREMENT,
                key TEXT NOT NULL UNIQUE,
                topic TEXT NOT NULL,
                payload BLOB NOT NULL,
                retained INTEGER NOT NULL,
                expires_at TEXT NOT NULL
            ) STRICT""",
            """
            CREATE TABLE nonce (
                signer TEXT NOT NULL,
                nonce TEXT NOT NULL,
                hash TEXT NOT NULL,
                keep_until_ms INTEGER NOT NULL,
                PRIMARY KEY (signer, nonce)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX nonce_by_age ON nonce (keep_until_ms)",
            "CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE TABLE lease_number (number INTEGER PRIMARY KEY, lease TEXT NOT NULL UNIQUE) STRICT",
            forEver("event", "UPDATE"),
            forEver("event", "DELETE"),
            forEver("receipt", "UPDATE"),
            forEver("receipt", "DELETE"),
            forEver("withdrawal", "UPDATE"),
            forEver("withdrawal", "DELETE"),
            forEver("lease_number", "UPDATE"),
            forEver("lease_number", "DELETE"));

    /** Several brokers, each with an outbox of its own; messages are remembered by their subjects, too. */
    private static final List<String> SECOND = List.of(
            """
            CREATE TABLE outbox_of_brokers (
                position INTEGER PRIMARY KEY AUTOINCREMENT,
                broker TEXT NOT NULL,
                key TEXT NOT NULL,
                topic TEXT NOT NULL,
                payload BLOB NOT NULL,
                retained INTEGER NOT NULL,
                expires_at TEXT NOT NULL,
                UNIQUE (broker, key)
            ) STRICT""",
            """
            INSERT INTO outbox_of_brokers (position, broker, key, topic, payload, retained, expires_at)
                SELECT position, '', key, topic, payload, retained, expires_at FROM outbox""",
            "DROP TABLE outbox",
            "ALTER TABLE outbox_of_brokers RENAME TO outbox",
            // Only ever added to at the end, which is fast; the index is in the program's memory.
            """
            CREATE TABLE heard (
                id INTEGER PRIMARY KEY,
                author BLOB NOT NULL,
                nonce BLOB NOT NULL,
                subjects TEXT NOT NULL,
                hash BLOB NOT NULL,
                content BLOB NOT NULL,
                keep_until_ms INTEGER NOT NULL
            ) STRICT""",
            """
            INSERT INTO heard (author, nonce, subjects, hash, content, keep_until_ms)
                SELECT unhex(substr(signer, 3)), unhex(substr(nonce, 3)), '', unhex(substr(hash, 3)), x'', keep_until_ms
                FROM nonce""",
            "DROP TABLE nonce",
            """
            CREATE TABLE wording (
                id INTEGER PRIMARY KEY,
                topic TEXT NOT NULL,
                body BLOB NOT NULL
            ) STRICT""",
            """
            CREATE TABLE equivocation (
                id INTEGER PRIMARY KEY,
                at TEXT NOT NULL,
                author TEXT NOT NULL,
                subject TEXT NOT NULL,
                first_hash TEXT NOT NULL,
                first_topic TEXT NOT NULL,
                first_body BLOB,
                second_hash TEXT NOT NULL,
                second_topic TEXT NOT NULL,
                second_body BLOB NOT NULL,
                UNIQUE (first_hash, second_hash)
            ) STRICT""",
            """
            CREATE TABLE blocked (
                address TEXT PRIMARY KEY,
                why TEXT NOT NULL,
                since TEXT NOT NULL
            ) STRICT, WITHOUT ROWID""");

    /** Transactions that were signed, in the order of {@code seq}; those of one nonce replace each other. */
    private static final List<String> TRANSACTIONS = List.of(
            """
            CREATE TABLE transaction_attempt (
                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                chain INTEGER NOT NULL,
                account TEXT NOT NULL,
                nonce INTEGER NOT NULL CHECK (nonce >= 0),
                hash TEXT NOT NULL,
                raw TEXT NOT NULL,
                purpose TEXT NOT NULL,
                max_fee TEXT NOT NULL,
                at TEXT NOT NULL,
                settled INTEGER NOT NULL DEFAULT 0,
                UNIQUE (chain, account, nonce, hash)
            ) STRICT""",
            "CREATE INDEX open_transaction_attempt ON transaction_attempt (chain, account, nonce) WHERE settled = 0");

    /** Open and closed leases; see there. */
    private static final List<String> LEASES = LeaseSchema.STEP;

    /** What was returned to renters. */
    private static final List<String> RETURNS = List.of(
            "ALTER TABLE withdrawal ADD COLUMN returned INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE summary ADD COLUMN returned INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE total ADD COLUMN returned INTEGER NOT NULL DEFAULT 0");

    /** Events of format 4; the tables stay. */
    private static final List<String> CAUSES = List.of();

    /** Events of format 5; the tables stay. */
    private static final List<String> REFUSED_STREAMS = List.of();

    /** Events of format 6; the tables stay. */
    private static final List<String> HASHED_LATER = List.of();

    static final List<List<String>> STEPS =
            List.of(FIRST, SECOND, LEASES, TRANSACTIONS, RETURNS, CAUSES, REFUSED_STREAMS, HASHED_LATER);

    static final int VERSION = STEPS.size();

    private Schema() {}

    static String forEver(String table, String deed) {
        return "CREATE TRIGGER " + table + "_no_" + deed.toLowerCase(java.util.Locale.ROOT) + " BEFORE " + deed + " ON "
                + table + " BEGIN SELECT RAISE(ABORT, 'what is in the ledger stays as it is'); END";
    }

    static boolean isWithoutTables(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            return Rows.number(sql, "SELECT count(*) FROM sqlite_schema") == 0;
        }
    }

    /**
     * Brings a file up to this program's version, in one transaction of the caller's.
     *
     * @return whether anything was changed
     * @throws JournalFailure if the file is another program's or newer, or its tables are gone
     */
    static boolean migrate(Path ledger, Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            int application = Rows.number(sql, "PRAGMA application_id");
            int version = Rows.number(sql, "PRAGMA user_version");
            boolean empty = Rows.number(sql, "SELECT count(*) FROM sqlite_schema") == 0;
            if (application != APPLICATION_ID && !(application == 0 && empty)) throw Trouble.notOurs(ledger);
            if (version > VERSION) throw Trouble.newer(ledger, "format " + version + ", this one knows " + VERSION);
            if (version == VERSION) {
                int tables = Rows.number(
                        sql, "SELECT count(*) FROM sqlite_schema WHERE name IN ('event', 'memory', 'receipt')");
                if (tables < 3) throw Trouble.damaged(ledger, "its tables are gone");
                return false;
            }
            for (List<String> step : STEPS.subList(version, VERSION)) {
                for (String statement : step) sql.execute(statement);
                if (step == LEASES) LeaseSchema.fill(connection);
            }
            sql.execute("PRAGMA application_id = " + APPLICATION_ID);
            sql.execute("PRAGMA user_version = " + VERSION);
            return true;
        }
    }
}
