package org.headroom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.lease.Journal.JournalFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One connection and the lock that guards it. Any thread may call; one at a time gets in. A write has left no trace when it
 * throws.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_TIMEOUT_MS = 5_000;

    private final Path file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock; only texts that are written in this package, so there are few. */
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private boolean closed;
    /** Whether a commit waits for the disk just now. */
    private boolean syncs = true;

    /** What is done with the connection while the lock is held. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    Database(Path file) {
        this.file = file;
        try {
            connection = connect(file);
        } catch (SQLException e) {
            throw Trouble.of(file, "open the ledger", e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Connection connection = source.getConnection();
        boolean ready = false;
        try (Statement sql = connection.createStatement()) {
            // Only macOS knows this one: there an ordinary fsync does not reach the disk's own cache.
            sql.execute("PRAGMA fullfsync = ON");
            ready = true;
            return connection;
        } finally {
            if (!ready) connection.close();
        }
    }

    Path file() {
        return file;
    }

    /** In one transaction, on disk when it returns. @param what for the failure's message, after "Could not" */
    <T> T write(String what, Work<T> work) {
        return write(what, work, true);
    }

    /**
     * In one transaction that outlives the program when it returns, and a power cut from the next {@link #write} on: the
     * file is written in order, so the sync of that one carries this one. For what is only acted on after such a write.
     */
    <T> T writeAhead(String what, Work<T> work) {
        return write(what, work, false);
    }

    private <T> T write(String what, Work<T> work, boolean synced) {
        lock.lock();
        try {
            if (closed) throw Trouble.closed(file);
            boolean done = false;
            if (synced != syncs) {
                execute(synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
                syncs = synced;
            }
            execute("BEGIN IMMEDIATE");
            try {
                T result = work.on(connection);
                execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) rollBack();
            }
        } catch (SQLException e) {
            throw failed(what, e);
        } finally {
            lock.unlock();
        }
    }

    /** Outside any transaction. @param what for the failure's message, after "Could not" */
    <T> T read(String what, Work<T> work) {
        lock.lock();
        try {
            if (closed) throw Trouble.closed(file);
            return work.on(connection);
        } catch (SQLException e) {
            throw failed(what, e);
        } finally {
            lock.unlock();
        }
    }

    /** Outside any transaction and with no other statement open, as SQLite wants it for a copy of the whole file. */
    <T> T alone(String what, Work<T> work) {
        lock.lock();
        try {
            letGo();
            return read(what, work);
        } finally {
            lock.unlock();
        }
    }

    /** The driver closes a statement that has failed, so those that are kept are compiled anew. */
    private JournalFailure failed(String what, SQLException e) {
        letGo();
        return Trouble.of(file, what, e);
    }

    private void letGo() {
        for (PreparedStatement each : statements.values()) {
            try {
                each.close();
            } catch (SQLException e) {
                LOG.debug("closed all the same: {}", e.getMessage());
            }
        }
        statements.clear();
    }

    private void execute(String statement) throws SQLException {
        prepared(statement).execute();
    }

    /**
     * A statement for work that comes again and again, compiled the first time. Within a call of this object's alone; whoever
     * asks it something closes the result and not the statement.
     */
    PreparedStatement prepared(String statement) throws SQLException {
        if (!lock.isHeldByCurrentThread()) throw new IllegalStateException("outside the lock");
        PreparedStatement known = statements.get(statement);
        if (known == null) {
            known = connection.prepareStatement(statement);
            statements.put(statement, known);
        }
        return known;
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // After some failures SQLite has rolled back by itself and says that there is nothing left to undo.
            LOG.debug("rolled back already: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
            letGo();
            connection.close();
        } catch (SQLException e) {
            throw new JournalFailure(
                    "The ledger " + file + " did not close cleanly (" + e.getMessage()
                            + "). What was recorded is on disk and is found at the next start.",
                    e);
        } finally {
            lock.unlock();
        }
    }
}
