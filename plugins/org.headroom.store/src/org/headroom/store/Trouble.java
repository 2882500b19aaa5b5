package org.headroom.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in one line what is wrong with a ledger, what it means for the money, and what to do. */
final class Trouble {
    /** Below this a disk counts as full. */
    private static final long LITTLE = 1 << 20;

    private Trouble() {}

    /** @param what was being done, such as {@code record JobEnded of lease 1234} */
    static JournalFailure of(Path ledger, String what, SQLException e) {
        String message = "Could not " + what + ": " + reason(ledger, e);
        return damaged(e) ? new UnusableLedger(message, e) : new JournalFailure(message, e);
    }

    static boolean isBusy(SQLException e) {
        SQLiteErrorCode code = primary(e);
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    private static String reason(Path ledger, SQLException e) {
        return switch (lacksSpace(ledger, e) ? SQLiteErrorCode.SQLITE_FULL : primary(e)) {
            case SQLITE_FULL ->
                "the disk that holds the ledger " + ledger
                        + " is full. Nothing of it was recorded, and what was recorded before is safe. Free some space on"
                        + " that disk; until then Headroom takes no work.";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                "the ledger " + ledger
                        + " may not be written. Nothing of it was recorded, and what was recorded before is safe. Give this"
                        + " user the right to write the file and its directory.";
            case SQLITE_CANTOPEN ->
                "the ledger " + ledger
                        + " cannot be opened. Without it Headroom takes no work, so that nothing goes unrecorded. See that"
                        + " its directory exists, that this user may write it, and that the disk is there.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "another program holds the ledger " + ledger
                        + " for writing. Nothing of it was recorded. Close the program that has the file open, such as"
                        + " sqlite3.";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> damage(ledger, String.valueOf(e.getMessage()));
            case SQLITE_IOERR ->
                "the disk that holds the ledger " + ledger + " does not work properly ("
                        + e.getMessage()
                        + "). Nothing of it was recorded. Look at the disk and at the system's log, and"
                        + " make a copy of the ledger's directory before anything else.";
            default ->
                "the ledger " + ledger + " refused it (" + e.getMessage()
                        + "). Nothing of it was recorded. This is a fault in Headroom: please report it.";
        };
    }

    /** Whether a write failed because there is no room on the disk. SQLite does not always say so itself. */
    static boolean lacksSpace(Path ledger, SQLException e) {
        SQLiteErrorCode code = primary(e);
        boolean maybe = code == SQLiteErrorCode.SQLITE_IOERR || code == SQLiteErrorCode.SQLITE_CANTOPEN;
        return code == SQLiteErrorCode.SQLITE_FULL || (maybe && room(ledger) < LITTLE);
    }

    private static long room(Path ledger) {
        try {
            return Files.getFileStore(ledger).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static SQLiteErrorCode primary(SQLException e) {
        if (!(e instanceof SQLiteException s)) return SQLiteErrorCode.SQLITE_ERROR;
        return SQLiteErrorCode.getErrorCode(s.getResultCode().code & 0xff);
    }

    /** Whether what is stored cannot be read, so that reading it again does not help. */
    static boolean damaged(SQLException e) {
        SQLiteErrorCode code = primary(e);
        return code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
    }

    static JournalFailure damaged(Path ledger, String detail) {
        return new UnusableLedger("Could not use the ledger: " + damage(ledger, detail));
    }

    /** @param state such as {@code is missing}; @param trace what says that there was one */
    static JournalFailure lost(Path ledger, String state, String trace) {
        return new UnusableLedger("The ledger " + ledger + " " + state + ", but " + trace
                + " says that this rig had one. A new one would not know its open leases and would give its receipt"
                + " numbers a second time, so Headroom does not start and has changed nothing. Money in streams is on the"
                + " chain and is not touched by this. Put the ledger, or your latest backup of it, where it was. "
                + declare(ledger));
    }

    /** @param mark the file that knows another ledger */
    static JournalFailure anotherRigs(Path ledger, Path mark) {
        return new UnusableLedger("The ledger " + ledger + " is not this rig's: " + mark
                + " knows another one. With it, receipt numbers could be given a second time, so Headroom does not start"
                + " and has changed nothing. Put this rig's own ledger, or your latest backup of it, in its place. "
                + declare(ledger));
    }

    private static String declare(Path ledger) {
        if (!ledger.endsWith(Ledger.NAME)) return "";
        return "If there is none, declare the loss with './headroom ledger lost --home " + ledger.getParent()
                + "': what is left is kept aside, a new ledger is begun, and receipt numbers go on above the old ones.";
    }

    /** @param holder who had it last */
    static JournalFailure heldOpen(Path ledger, String holder) {
        return new JournalFailure("The ledger " + ledger + " is already in use by " + holder
                + ", or a program such as sqlite3 has it open. Two programs must not write one ledger, or money could"
                + " be counted twice: close the other Headroom (window or agent) and sqlite3 first, or give this one"
                + " another directory.");
    }

    private static String damage(Path ledger, String detail) {
        return "the ledger " + ledger + " is damaged (" + oneLine(detail)
                + "). Your leases and receipts are in it, so Headroom does not start without it and has"
                + " deleted nothing. Copy its directory to a safe place, then put"
                + " your latest backup where the ledger was; money that you have not withdrawn is on the chain and is"
                + " not touched by this. " + declare(ledger);
    }

    /** @param detail what is wrong with it, such as {@code event 9 is not as it was written} */
    static String damagedRecord(LeaseId lease, String detail) {
        return "The record of lease " + lease + " is damaged (" + oneLine(detail)
                + "): it can be neither shown nor proven from this ledger; other leases and the money on the chain are not"
                + " touched, and a backup of the ledger may still have it.";
    }

    /** @param key chain, contract and number */
    static String stream(Optional<String> key) {
        return key.map(k -> "Its stream (chain:contract:number) is " + oneLine(k) + ".")
                .orElse("No stream was verified for it.");
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", ", ");
    }

    static JournalFailure notOurs(Path ledger) {
        return new JournalFailure("The file " + ledger + " belongs to another program: it is an SQLite file, but no"
                + " ledger of Headroom's. It was left as it is. Choose another place for the ledger.");
    }

    static JournalFailure newer(Path ledger, String detail) {
        return new JournalFailure("The ledger " + ledger + " was written by a newer Headroom (" + oneLine(detail)
                + "). It was left as it is, and nothing is lost. Start the newer Headroom again, or update this one.");
    }

    static JournalFailure inUse(Path ledger, String holder) {
        return new JournalFailure("The ledger " + ledger + " is already in use by " + holder
                + ". Two programs must not write one ledger, or money could be counted twice: close the other Headroom"
                + " (window or agent) first, or give this one another directory.");
    }

    static JournalFailure closed(Path ledger) {
        return new JournalFailure("The ledger " + ledger + " is closed: nothing was recorded. Start Headroom again.");
    }
}
