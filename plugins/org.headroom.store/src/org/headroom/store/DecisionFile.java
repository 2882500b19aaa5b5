package org.headroom.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The file of decisions and its tables; one connection, one at a time has it. A damaged file is put aside, not repaired. */
final class DecisionFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionFile.class);
    /** "HDRD". */
    private static final int APPLICATION_ID = 0x48445244;

    private static final int VERSION = 1;
    private static final List<String> TABLES = List.of(
            "CREATE TABLE standing (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, body BLOB NOT NULL) STRICT",
            """
            CREATE TABLE decision (
                id INTEGER PRIMARY KEY,
                renter TEXT NOT NULL,
                order_id TEXT NOT NULL,
                at INTEGER NOT NULL,
                bid INTEGER NOT NULL,
                gate TEXT NOT NULL,
                words TEXT NOT NULL,
                standing INTEGER NOT NULL,
                body BLOB NOT NULL,
                UNIQUE (renter, order_id)
            ) STRICT""",
            "CREATE INDEX decision_by_time ON decision (at, id)",
            "CREATE INDEX decision_of_standing ON decision (standing)",
            "CREATE TABLE model (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
            """
            CREATE TABLE price (
                model INTEGER NOT NULL,
                minute INTEGER NOT NULL,
                count INTEGER NOT NULL,
                p10 INTEGER NOT NULL,
                median INTEGER NOT NULL,
                p90 INTEGER NOT NULL,
                mine INTEGER,
                PRIMARY KEY (model, minute)
            ) STRICT, WITHOUT ROWID""");

    /** What is done with the connection while nobody else has it. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private DecisionFile(Connection connection) {
        this.connection = connection;
    }

    /** Makes the file where there is none. @throws SQLException or IOException if it can be neither opened nor put aside */
    static DecisionFile open(Path file) throws SQLException, IOException {
        try {
            return opened(file);
        } catch (SQLException e) {
            if (!damaged(e)) throw e;
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            for (String beside : List.of("-wal", "-shm"))
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + beside));
            LOG.error(
                    "The record of decisions was damaged ({}). It lies in {} now and a new one is begun; leases and money are"
                            + " in the ledger and are not touched.",
                    e.getMessage(),
                    aside);
            return opened(file);
        }
    }

    private static boolean damaged(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("SQLITE_CORRUPT") || message.contains("SQLITE_NOTADB");
    }

    private static DecisionFile opened(Path file) throws SQLException, IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) PrivateFiles.createFolders(folder);
        // Orders may hold what is nobody else's business.
        PrivateFiles.createFile(file);
        for (String beside : List.of("-wal", "-shm"))
            PrivateFiles.tighten(file.resolveSibling(file.getFileName() + beside));
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(2_000);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // A power cut may cost the last seconds, which is what decisions are worth; it damages nothing.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Connection connection = source.getConnection();
        boolean ready = false;
        try {
            migrate(connection);
            ready = true;
            return new DecisionFile(connection);
        } finally {
            if (!ready) connection.close();
        }
    }

    private static void migrate(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            int application = Rows.number(sql, "PRAGMA application_id");
            int version = Rows.number(sql, "PRAGMA user_version");
            boolean empty = Rows.number(sql, "SELECT count(*) FROM sqlite_schema") == 0;
            if (application != APPLICATION_ID && !(application == 0 && empty))
                throw new SQLException("it belongs to another program");
            if (version > VERSION) throw new SQLException("a newer Headroom wrote it");
            if (version == VERSION) return;
            sql.execute("BEGIN IMMEDIATE");
            for (String statement : TABLES) sql.execute(statement);
            sql.execute("PRAGMA application_id = " + APPLICATION_ID);
            sql.execute("PRAGMA user_version = " + VERSION);
            sql.execute("COMMIT");
        }
    }

    <T> T read(Work<T> work) throws SQLException {
        lock.lock();
        try {
            return work.on(connection);
        } finally {
            lock.unlock();
        }
    }

    /** In one transaction; nothing of it is left where it throws. */
    <T> T write(Work<T> work) throws SQLException {
        lock.lock();
        try (Statement sql = connection.createStatement()) {
            sql.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                T result = work.on(connection);
                sql.execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) sql.execute("ROLLBACK");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws SQLException {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
