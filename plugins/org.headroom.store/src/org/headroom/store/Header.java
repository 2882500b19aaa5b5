package org.headroom.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.model.lease.Journal.JournalFailure;

/**
 * Looks at a file's first bytes before SQLite does: opening a database may already change the files beside it, and a
 * file that is not ours, or newer than this program, is not to be touched.
 */
final class Header {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SIZE = 100;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    private Header() {}

    /** @throws JournalFailure if the file must be left alone; a file that is absent or empty is in order */
    static void check(Path ledger) throws IOException {
        byte[] start = start(ledger);
        if (start.length == 0) {
            Path wal = ledger.resolveSibling(ledger.getFileName() + "-wal");
            if (Files.exists(wal) && Files.size(wal) > 0)
                throw Trouble.damaged(ledger, "the file is empty or missing, but " + wal.getFileName() + " is there");
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(start);
        if (start.length < SIZE || !bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)))
            throw Trouble.damaged(ledger, "it does not begin like an SQLite file");
        int application = bytes.getInt(APPLICATION_ID);
        if (application != 0 && application != Schema.APPLICATION_ID) throw Trouble.notOurs(ledger);
        int version = bytes.getInt(USER_VERSION);
        if (application == Schema.APPLICATION_ID && version > Schema.VERSION)
            throw Trouble.newer(ledger, "format " + version + ", this one knows " + Schema.VERSION);
    }

    private static byte[] start(Path ledger) throws IOException {
        if (!Files.exists(ledger)) return new byte[0];
        try (InputStream in = Files.newInputStream(ledger)) {
            return in.readNBytes(SIZE);
        }
    }
}
