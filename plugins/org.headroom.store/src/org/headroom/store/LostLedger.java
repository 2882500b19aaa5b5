package org.headroom.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.lease.Journal.JournalFailure;

/**
 * Begins a new ledger where the owner declares that the old one is lost. Nothing is deleted: what is left is moved into
 * a folder beside it.
 */
public final class LostLedger {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Of declarations within one second. */
    private static final int MOST_FOLDERS = 100;

    private LostLedger() {}

    /**
     * What was done.
     *
     * @param aside the folder that holds what was left; empty where nothing was
     * @param nextReceipt the number of the next receipt
     * @param gap whether numbers were left out because it is not known how many were given
     */
    public record Declared(Optional<Path> aside, long nextReceipt, boolean gap) {}

    /**
     * Takes no more than the lock and the files: neither key nor engine. A declaration that is cut off leaves a ledger
     * that is still lost, and can be made again.
     *
     * @throws JournalFailure if the ledger is in order or is only out of reach, is in use, or a file cannot be moved
     */
    public static Declared declare(Path home, Clock clock) {
        Path file = home.resolve(Ledger.NAME);
        refuseUsable(home, clock);
        try {
            Path real = Ledger.realPath(file);
            ProcessLock lock = Ledger.lock(file, real);
            boolean open = false;
            try {
                boolean gap = mark(home, clock);
                Optional<Path> aside = moveAside(real, clock);
                ReceiptNumbers numbers = ReceiptNumbers.afterLoss(home, clock);
                try (Ledger ledger = Ledger.create(real, lock, Optional.of(numbers))) {
                    open = true;
                    return new Declared(aside, ledger.journal().nextReceiptNumber(), gap);
                }
            } finally {
                if (!open) lock.close();
            }
        } catch (IOException e) {
            throw new JournalFailure(
                    "The ledger " + file + " was not begun anew ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Nothing was deleted. Give this user the right to write the directory, and free some"
                            + " space on its disk; then declare the loss again.",
                    e);
        }
    }

    private static void refuseUsable(Path home, Clock clock) {
        if (!Files.isDirectory(home))
            throw new JournalFailure("There is no folder " + home + ": nothing was changed. Name the rig's folder.");
        Path file = home.resolve(Ledger.NAME);
        boolean none = !Files.exists(file);
        try {
            if (none && LedgerTraces.of(file, ReceiptNumbers.of(home, clock)).isEmpty())
                throw new JournalFailure("Nothing says that " + home
                        + " ever had a ledger: nothing was changed. Start the" + " rig, which makes one.");
            Ledger.openOfRig(home, clock).close();
        } catch (UnusableLedger e) {
            return;
        } catch (IOException e) {
            throw Ledger.noPlace(file, e);
        }
        throw new JournalFailure(
                "The ledger " + file + " is in order and not lost: nothing was changed. Start the rig as usual.");
    }

    /** Before anything is moved, so that no number is given twice wherever this is cut off. */
    private static boolean mark(Path home, Clock clock) throws IOException {
        Path file = LedgerMark.in(home);
        return switch (LedgerMark.read(file)) {
            case LedgerMark.Reading.Found found -> false;
            case LedgerMark.Reading.Absent absent -> markAfterGap(file, clock);
            case LedgerMark.Reading.Damaged damaged -> markAfterGap(file, clock);
        };
    }

    private static boolean markAfterGap(Path file, Clock clock) throws IOException {
        new LedgerMark(LedgerMark.newName(), ReceiptNumbers.afterGap(0, clock)).write(file);
        return true;
    }

    /** The file itself first: what SQLite keeps beside it means nothing alone, and is refused. */
    private static Optional<Path> moveAside(Path real, Clock clock) throws IOException {
        List<Path> left = new ArrayList<>();
        if (Files.exists(real)) left.add(real);
        for (String beside : Ledger.BESIDE) {
            Path path = real.resolveSibling(real.getFileName() + beside);
            if (Files.exists(path)) left.add(path);
        }
        if (left.isEmpty()) return Optional.empty();
        Path folder = folder(real, clock);
        for (Path path : left) Files.move(path, folder.resolve(path.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncFolder(folder);
        Path home = real.getParent();
        if (home != null) PrivateFiles.syncFolder(home);
        return Optional.of(folder);
    }

    private static Path folder(Path real, Clock clock) throws IOException {
        String name = "lost-ledger-" + TIME.format(clock.instant());
        for (int n = 1; n <= MOST_FOLDERS; n++) {
            Path folder = real.resolveSibling(n == 1 ? name : name + "-" + n);
            if (!Files.exists(folder)) return PrivateFiles.createFolders(folder);
        }
        throw new IOException("there are " + MOST_FOLDERS + " folders " + name + " already");
    }
}
