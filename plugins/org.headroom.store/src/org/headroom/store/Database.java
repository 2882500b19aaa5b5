package org.headroom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.lease.Journal.JournalFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One connection that writes, the lock that guards it, and others that only read. Any thread may call; one at a time gets
 * in. A write has left no trace when it throws; one that fails because the disk is full is done once more after the
 * reserve was given up.
 */
final class Database implements AutoCloseable, Statements {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_TIMEOUT_MS = 5_000;
    /** In pages: after as many the file takes over what stands in the write-ahead log, which is then written from its start. */
    private static final int CHECKPOINT_PAGES = 1_000;
    /** What the log may keep on disk after that. */
    private static final int LOG_BYTES = 8 << 20;

    private final Path file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Statements.Kept statements;

    private final ReadConnection reader;
    /** For single rows, which must not wait for the reading of many. */
    private final ReadConnection lookups;

    private volatile Optional<SpareSpace> spare = Optional.empty();

    private boolean closed;
    /** Whether a commit waits for the disk just now. */
    private boolean syncs = true;

    /** What is done with the connection while the lock is held. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Space on the ledger's disk that can be given up. */
    interface SpareSpace {
        /** @return whether there was any, so that it is worth writing again */
        boolean giveUp();
    }

    Database(Path file) {
        this.file = file;
        try {
            connection = connect(file);
        } catch (SQLException e) {
            throw Trouble.of(file, "open the ledger", e);
        }
        statements = new Statements.Kept(connection);
        reader = new ReadConnection(file);
        lookups = new ReadConnection(file);
    }

    /** @param space is given up when a write finds no room on the disk */
    void use(SpareSpace space) {
        spare = Optional.of(space);
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setJournalSizeLimit(LOG_BYTES);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        Connection connection = source.getConnection();
        boolean ready = false;
        try (Statement sql = connection.createStatement()) {
            // Only macOS knows this one: there an ordinary fsync does not reach the disk's own cache.
            sql.execute("PRAGMA fullfsync = ON");
            sql.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
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
        return write(what, work, true, true);
    }

    /**
     * In one transaction that outlives the program when it returns, and a power cut from the next {@link #write} on: the
     * file is written in order, so the sync of that one carries this one. For what is only acted on after such a write.
     */
    <T> T writeAhead(String what, Work<T> work) {
        return write(what, work, false, true);
    }

    /** As {@link #writeAhead}, but fails on a full disk although there is a reserve: that is for what cannot wait. */
    <T> T writeWhereThereIsRoom(String what, Work<T> work) {
        return write(what, work, false, false);
    }

    private <T> T write(String what, Work<T> work, boolean synced, boolean withReserve) {
        lock.lock();
        try {
            if (closed) throw Trouble.closed(file);
            try {
                return commit(work, synced);
            } catch (SQLException e) {
                if (!withReserve || !Trouble.lacksSpace(file, e) || spare.isEmpty()) throw e;
                statements.close();
                if (!spare.get().giveUp()) throw e;
                LOG.warn("The disk is full. The space that was kept free for the ledger is used to {}.", what);
                return commit(work, synced);
            }
        } catch (SQLException e) {
            throw failed(what, e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T commit(Work<T> work, boolean synced) throws SQLException {
        if (synced != syncs) {
            execute(synced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            syncs = synced;
        }
        boolean done = false;
        execute("BEGIN IMMEDIATE");
        try {
            T result = work.on(connection);
            execute("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) rollBack();
        }
    }

    /** Frees space on the ledger's disk, for a file beside it. @return whether there was any */
    boolean giveUpSpare() {
        return spare.isPresent() && spare.get().giveUp();
    }

    /** On a connection that only reads: all as of the last commit, without waiting for one that is under way. */
    <T> T look(String what, ReadConnection.Work<T> work) {
        return reader.read(what, work);
    }

    /** As {@link #look}, for one statement by a key: takes microseconds and waits for no longer reading. */
    <T> T lookUp(String what, ReadConnection.Work<T> work) {
        return lookups.readOnce(what, work);
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
            statements.close();
            return read(what, work);
        } finally {
            lock.unlock();
        }
    }

    /** The driver closes a statement that has failed, so those that are kept are compiled anew. */
    private JournalFailure failed(String what, SQLException e) {
        statements.close();
        return Trouble.of(file, what, e);
    }

    private void execute(String statement) throws SQLException {
        prepared(statement).execute();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException outside a call of this object's
     */
    @Override
    public PreparedStatement prepared(String statement) throws SQLException {
        if (!lock.isHeldByCurrentThread()) throw new IllegalStateException("outside the lock");
        return statements.prepared(statement);
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
            // The writer last: it then takes the log into the file, which a reader cannot.
            try (connection;
                    lookups;
                    reader) {
                statements.close();
            }
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
