package org.headroom.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.lease.Journal.JournalFailure;

/** Copies an open ledger into one plain file, as of one moment, while it is in use. Any thread. */
public final class LedgerBackup {
    private final Database database;

    LedgerBackup(Database database) {
        this.database = database;
    }

    /**
     * The copy is on disk, whole and under its name, when this returns; otherwise there is no file of that name.
     *
     * @throws JournalFailure if there is a file already (nothing is overwritten) or it cannot be written
     */
    public void writeTo(Path target) {
        if (Files.exists(target))
            throw new JournalFailure("The backup was not made: " + target
                    + " exists already, and a backup never replaces a file. Choose another name.");
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            // SQLite writes into an empty file, and leaves it its rights.
            PrivateFiles.createFile(part);
            database.alone("make the backup " + target, c -> Rows.change(c, "VACUUM INTO ?", part.toAbsolutePath()));
            try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(part);
            throw new JournalFailure(
                    "The backup " + target + " could not be made (" + e.getMessage()
                            + "). The ledger itself is in order. Choose another place for the backup.",
                    e);
        } catch (JournalFailure e) {
            discard(part);
            throw e;
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It bears the ending .part, and the next backup of this name replaces it.
        }
    }
}
