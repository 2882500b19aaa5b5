package org.headroom.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.headroom.model.lease.Journal.JournalFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a receipt number is given once, also by a ledger that was restored from a backup or begun anew:
 * numbers go on above those that the ledger, its {@link LedgerMark mark} or the clock says were given. Any thread.
 */
final class ReceiptNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiptNumbers.class);
    private static final String NAME = "ledger-name";
    private static final String FLOOR = "receipts-given-before";
    /** At least as many numbers are left out where it is not known how many were given. */
    private static final long GAP = 1_000_000;

    private final Path home;
    private final Path file;
    private final Clock clock;
    /** Guarded by this. */
    private LedgerMark.Reading mark;

    private volatile long floor;

    private final boolean declared;

    private ReceiptNumbers(Path home, Path file, LedgerMark.Reading mark, Clock clock, boolean declared) {
        this.declared = declared;
        this.home = home;
        this.file = file;
        this.mark = mark;
        this.clock = clock;
    }

    /** @param home where the rig's ledger has its name, also where that is a link */
    static ReceiptNumbers of(Path home, Clock clock) throws IOException {
        Path file = LedgerMark.in(home);
        return new ReceiptNumbers(home, file, LedgerMark.read(file), clock, false);
    }

    /** For the ledger that is begun where the owner declared the loss of the one before. */
    static ReceiptNumbers afterLoss(Path home, Clock clock) throws IOException {
        Path file = LedgerMark.in(home);
        return new ReceiptNumbers(home, file, LedgerMark.read(file), clock, true);
    }

    /** Whether the loss of the ledger before was declared, so that a new one is in order. */
    boolean isDeclared() {
        return declared;
    }

    /** Above every number that can have been given where it is not known which: less than one a second is given. */
    static long afterGap(long known, Clock clock) {
        return Math.max(known + GAP, clock.instant().getEpochSecond());
    }

    /** Whether the mark says that there was a ledger. */
    synchronized boolean isMarked() {
        return !(mark instanceof LedgerMark.Reading.Absent);
    }

    Path home() {
        return home;
    }

    Path file() {
        return file;
    }

    /** The highest number that is known to have been given, or left out on purpose, before what the ledger holds. */
    long floor() {
        return floor;
    }

    /** @throws UnusableLedger if the ledger is another rig's */
    synchronized void check(Path ledger, Connection c) throws SQLException {
        Optional<String> name = remembered(c, NAME);
        if (mark instanceof LedgerMark.Reading.Found found
                && name.isPresent()
                && !name.get().equals(found.mark().ledger())) throw Trouble.anotherRigs(ledger, file);
    }

    /** Brings ledger and mark together. The mark is written first: a ledger without a name takes over the mark's. */
    synchronized void settle(Database database) {
        Known known = database.read("read the ledger", c -> new Known(remembered(c, NAME), given(c), floor(c)));
        LedgerMark settled = settled(known);
        floor = Math.max(known.floor(), settled.highest() > known.last() ? settled.highest() : 0);
        write(settled, database);
        if (floor > known.floor() || known.name().isEmpty())
            database.write("keep which receipt numbers were given", c -> {
                remember(c, NAME, settled.ledger());
                return remember(c, FLOOR, String.valueOf(floor));
            });
    }

    /** What the ledger says of itself. */
    private record Known(Optional<String> name, long last, long floor) {
        long highest() {
            return Math.max(last, floor);
        }
    }

    private LedgerMark settled(Known known) {
        if (mark instanceof LedgerMark.Reading.Found found) {
            LedgerMark kept = found.mark();
            if (kept.highest() > known.highest() && !declared)
                LOG.warn(
                        "The ledger is older than {} says: it knows receipts up to number {}, and {} were given. It is"
                                + " taken for a restored backup: the next receipt gets number {}. Leases and withdrawals"
                                + " that came after the backup are not in it; what streams hold is on the chain.",
                        file,
                        known.highest(),
                        kept.highest(),
                        kept.highest() + 1);
            return kept.raisedTo(known.highest());
        }
        boolean first =
                mark instanceof LedgerMark.Reading.Absent && known.name().isEmpty();
        if (first) return new LedgerMark(LedgerMark.newName(), known.highest());
        long highest = afterGap(known.highest(), clock);
        LOG.warn(
                "{} is missing or damaged, so it is not known whether the ledger is its newest state or a restored"
                        + " backup. It knows receipts up to number {}; the next one gets number {}, so that none is given"
                        + " twice.",
                file,
                known.highest(),
                highest + 1);
        return new LedgerMark(known.name().orElseGet(LedgerMark::newName), highest);
    }

    /** Before the receipt of that number is signed, and after it is in the ledger. */
    synchronized void given(long number, Database database) {
        if (!(mark instanceof LedgerMark.Reading.Found found)) throw new IllegalStateException("not settled");
        if (number > found.mark().highest()) write(found.mark().raisedTo(number), database);
    }

    private void write(LedgerMark next, Database database) {
        if (mark instanceof LedgerMark.Reading.Found found && found.mark().equals(next)) return;
        try {
            try {
                next.write(file);
            } catch (IOException e) {
                if (!database.giveUpSpare()) throw e;
                next.write(file);
            }
            mark = new LedgerMark.Reading.Found(next);
        } catch (IOException e) {
            throw new JournalFailure(
                    "Could not keep receipt number " + next.highest() + " in " + file + " (" + e.getMessage()
                            + "). Without that a lost ledger could give the number twice, so no receipt is signed."
                            + " Free space on that disk, or give this user the right to write the file and its"
                            + " directory; it is tried again.",
                    e);
        }
    }

    private static long given(Connection c) throws SQLException {
        return Rows.first(c, "SELECT coalesce(max(number), 0) FROM receipt", row -> row.getLong(1))
                .orElse(0L);
    }

    private static long floor(Connection c) throws SQLException {
        String text = remembered(c, FLOOR).orElse("0");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    static Optional<String> remembered(Connection c, String key) throws SQLException {
        return Rows.first(c, "SELECT value FROM memory WHERE key = ?", row -> row.getString(1), key);
    }

    static int remember(Connection c, String key, String value) throws SQLException {
        return Rows.change(
                c,
                "INSERT INTO memory (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                key,
                value);
    }
}
