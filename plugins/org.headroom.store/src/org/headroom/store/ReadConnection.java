package org.headroom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.lease.Journal.JournalFailure;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A connection of its own that only reads: it sees the last commit and waits neither for a writer nor for the disk. Opened
 * when first used. Any thread may call; one at a time gets in.
 */
final class ReadConnection implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 5_000;

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Open> open = Optional.empty();
    private boolean closed;

    private record Open(Connection connection, Statements.Kept statements) {}

    /** What is read. Statements that are prepared stay for the next time. */
    interface Work<T> {
        T on(Connection connection, Statements statements) throws SQLException;
    }

    ReadConnection(Path file) {
        this.file = file;
    }

    /**
     * All of it as of one commit: whatever is written meanwhile, two statements see the same.
     *
     * @param what for the failure's message, after "Could not"
     */
    <T> T read(String what, Work<T> work) {
        return translated(what, inOneCommit(work));
    }

    /** As {@link #read}, for what is a single statement: as of one commit without a transaction. */
    <T> T readOnce(String what, Work<T> work) {
        return translated(what, work);
    }

    private <T> T translated(String what, Work<T> work) {
        lock.lock();
        try {
            return get(work);
        } catch (SQLException e) {
            open.ifPresent(o -> o.statements().close());
            throw Trouble.of(file, what, e);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #read}, with SQLite's own failure. */
    <T> T snapshot(Work<T> work) throws SQLException {
        lock.lock();
        try {
            return get(inOneCommit(work));
        } finally {
            lock.unlock();
        }
    }

    private static <T> Work<T> inOneCommit(Work<T> work) {
        return (c, sql) -> {
            sql.prepared("BEGIN").execute();
            try {
                return work.on(c, sql);
            } finally {
                sql.prepared("ROLLBACK").execute();
            }
        };
    }

    private <T> T get(Work<T> work) throws SQLException {
        if (closed) throw Trouble.closed(file);
        if (open.isEmpty()) {
            Connection connection = connect();
            open = Optional.of(new Open(connection, new Statements.Kept(connection)));
        }
        return work.on(open.get().connection(), open.get().statements());
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setReadOnly(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    /** Waits for the reading that is under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (open.isEmpty()) return;
            open.get().statements().close();
            open.get().connection().close();
            open = Optional.empty();
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
