package org.headroom.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Who has the ledger open, as a row in the ledger itself: a lock file can be deleted, and a second rig would then lock
 * a new one. Where the row is there at a start, SQLite's own locks tell whether its program still runs.
 */
final class LedgerHolder {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerHolder.class);
    private static final String KEY = "held-by";
    private static final int BUSY_TIMEOUT_MS = 2_000;

    private final Path file;
    private final String me = "process " + ProcessHandle.current().pid() + " " + UUID.randomUUID();

    LedgerHolder(Path file) {
        this.file = file;
    }

    /** Who holds it, in words; empty where nobody does, or this one. */
    Optional<String> other(Connection c) throws SQLException {
        boolean isNew = Rows.first(c, "SELECT 1 FROM sqlite_schema WHERE name = 'memory'", row -> 1)
                .isEmpty();
        if (isNew) return Optional.empty();
        return ReceiptNumbers.remembered(c, KEY).filter(who -> !who.equals(me));
    }

    /**
     * Writes that this program has it. A full disk keeps nobody from opening a ledger; the lock file holds alone then.
     *
     * @return who has it instead; empty where this one has it now
     */
    Optional<String> claim(Database database) {
        try {
            return database.write("open the ledger", c -> {
                Optional<String> other = other(c);
                if (other.isEmpty()) ReceiptNumbers.remember(c, KEY, me);
                return other;
            });
        } catch (org.headroom.model.lease.Journal.JournalFailure e) {
            if (!(e.getCause() instanceof SQLException cause) || !Trouble.lacksSpace(file, cause)) throw e;
            LOG.warn("It could not be kept that this program has the ledger open: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Takes over from a program that ended without saying so. Called while this program has no connection to the file.
     *
     * @throws org.headroom.model.lease.Journal.JournalFailure if any program has it open
     */
    void takeOver(String other) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        // In this mode the first access needs the file alone: it fails while any other connection is open.
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection c = source.getConnection();
                Statement sql = c.createStatement()) {
            sql.execute("BEGIN EXCLUSIVE");
            ReceiptNumbers.remember(c, KEY, me);
            sql.execute("COMMIT");
        } catch (SQLException e) {
            if (Trouble.isBusy(e)) throw Trouble.heldOpen(file, name(other));
            throw Trouble.of(file, "open the ledger", e);
        }
    }

    /** Without what tells two runs of one process number apart. */
    private static String name(String other) {
        return other.matches("process [0-9]+ .*") ? other.substring(0, other.lastIndexOf(' ')) : "another program";
    }

    /** Says that it is closed. */
    void release(Database database) {
        database.writeAhead(
                "close the ledger", c -> Rows.change(c, "DELETE FROM memory WHERE key = ? AND value = ?", KEY, me));
    }
}
