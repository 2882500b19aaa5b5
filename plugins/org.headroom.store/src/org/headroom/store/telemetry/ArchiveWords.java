package org.headroom.store.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in a line what is wrong with the archive, what it means for the machine and its leases, and what to do. */
final class ArchiveWords {
    private static final String MEANS =
            " No history is kept meanwhile; the GPUs are watched, and leases and health rules go on.";
    private static final long FULL_BELOW = 256 << 10;

    private ArchiveWords() {}

    static SQLiteErrorCode code(SQLException e) {
        if (!(e instanceof SQLiteException s)) return SQLiteErrorCode.SQLITE_ERROR;
        return SQLiteErrorCode.getErrorCode(s.getResultCode().code & 0xff);
    }

    static boolean damaged(SQLException e) {
        SQLiteErrorCode code = code(e);
        return code == SQLiteErrorCode.SQLITE_CORRUPT
                || code == SQLiteErrorCode.SQLITE_NOTADB
                // The tables are not those that the file's version says they are.
                || code == SQLiteErrorCode.SQLITE_ERROR && oneLine(e).contains("no such ");
    }

    /** Whether the next batch may do better on the same connection. */
    static boolean passes(SQLException e) {
        return switch (code(e)) {
            case SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED -> true;
            default -> false;
        };
    }

    static String well(Path file) {
        return "The history is kept in " + file + ".";
    }

    static String refused(Path file, ArchiveRefusal refusal) {
        return "The history file " + file + " is not used: " + refusal.reason() + MEANS;
    }

    static String trouble(Path file, SQLException e) {
        return switch (code(e)) {
            case SQLITE_FULL -> full(file);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "Another program holds the history file " + file + " for writing." + MEANS
                        + " Close the program that has the file open, such as sqlite3; it goes on by itself then.";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                "The history file " + file + " may not be written." + MEANS
                        + " Give this user the right to write the file and its folder; it goes on by itself then.";
            case SQLITE_CANTOPEN ->
                nearlyFull(file)
                        ? full(file)
                        : "The history file " + file + " cannot be opened." + MEANS
                                + " See that its folder exists, that this user may write it, and that the disk is there;"
                                + " it goes on by itself then.";
            case SQLITE_IOERR ->
                nearlyFull(file)
                        ? full(file)
                        : "The disk that holds the history file " + file + " does not work properly (" + oneLine(e)
                                + ")." + MEANS
                                + " Look at the disk and at the system's log: the ledger may be on it, too.";
            default ->
                "The history file " + file + " refused what was to be kept (" + oneLine(e) + ")." + MEANS
                        + " This is a fault in Headroom: please report it.";
        };
    }

    private static String full(Path file) {
        return "The disk that holds the history file " + file + " is full." + MEANS
                + " What was kept before is safe. Free some space on that disk; it goes on by itself then.";
    }

    // Making room in SQLite's shared memory fails with an error of its own when the disk is full.
    private static boolean nearlyFull(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return folder != null && Files.getFileStore(folder).getUsableSpace() < FULL_BELOW;
        } catch (IOException e) {
            return false;
        }
    }

    static String gap(Instant from, Instant to, long letGo) {
        return " From " + second(from) + " to " + second(to) + " it could not be written: " + letGo
                + (letGo == 1 ? " sample was" : " samples were") + " let go, and charts show a gap there.";
    }

    static String movedAside(Path file, Path aside, String detail, Instant now) {
        return "The history file " + file + " was damaged (" + detail + "). It was moved to " + aside.getFileName()
                + " beside it, and a new one was begun: charts and alarms from before " + second(now)
                + " are in the old file only. Leases, money and health rules do not need it and go on."
                + " Look at the disk if this happens again; delete the old file when you do not want it.";
    }

    static String notMoved(Path file, String detail, IOException e) {
        return "The history file " + file + " is damaged (" + detail + ") and could not be moved away ("
                + e.getClass().getSimpleName() + ": " + e.getMessage() + ")." + MEANS
                + " Give this user the right to write the folder, or move the file away.";
    }

    static String damagedTooOften(Path file) {
        return "The history file " + file + " was damaged again and again since the start." + MEANS
                + " The disk seems to fail: look at the system's log, make a copy of the ledger, and start Headroom again.";
    }

    static String fault(Throwable e) {
        return "The history cannot be kept (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")." + MEANS
                + " This is a fault in Headroom: please report it.";
    }

    static String closed(Path file) {
        return "The history file " + file + " is closed.";
    }

    static String oneLine(SQLException e) {
        return oneLine(String.valueOf(e.getMessage()));
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", ", ");
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
