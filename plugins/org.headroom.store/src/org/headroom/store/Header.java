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
    private static final int PAGE_SIZE = 16;
    private static final int CHANGES = 24;
    private static final int PAGES = 28;
    private static final int SCHEMA_VERSION = 40;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;
    private static final int PAGES_AS_OF = 92;

    /** What is at a ledger's place. */
    enum Content {
        MISSING("is missing"),
        EMPTY("is empty"),
        /** An SQLite file without a table. */
        NO_TABLES("has no tables"),
        LEDGER("is there");

        private final String words;

        Content(String words) {
            this.words = words;
        }

        /** What is said of it after the file's name. */
        String words() {
            return words;
        }
    }

    private Header() {}

    /** @throws JournalFailure if the file must be left alone */
    static Content check(Path ledger) throws IOException {
        byte[] start = start(ledger);
        Path wal = ledger.resolveSibling(ledger.getFileName() + "-wal");
        boolean logged = Files.exists(wal) && Files.size(wal) > 0;
        if (start.length == 0) {
            if (logged)
                throw Trouble.damaged(ledger, "the file is empty or missing, but " + wal.getFileName() + " is there");
            return Files.exists(ledger) ? Content.EMPTY : Content.MISSING;
        }
        ByteBuffer bytes = ByteBuffer.wrap(start);
        if (start.length < SIZE || !bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)))
            throw Trouble.damaged(ledger, "it does not begin like an SQLite file");
        int application = bytes.getInt(APPLICATION_ID);
        if (application != 0 && application != Schema.APPLICATION_ID) throw Trouble.notOurs(ledger);
        int version = bytes.getInt(USER_VERSION);
        if (application == Schema.APPLICATION_ID && version > Schema.VERSION)
            throw Trouble.newer(ledger, "format " + version + ", this one knows " + Schema.VERSION);
        // While there is a log the file may be shorter than it says: the log has the rest.
        if (logged) return Content.LEDGER;
        if (isCutShort(bytes, Files.size(ledger))) throw Trouble.damaged(ledger, "it is shorter than it says itself");
        return application == 0 && version == 0 && isWithoutTables(bytes) ? Content.NO_TABLES : Content.LEDGER;
    }

    /** Its number of pages is only valid as of its last change. */
    private static boolean isCutShort(ByteBuffer bytes, long length) {
        if (bytes.getInt(CHANGES) != bytes.getInt(PAGES_AS_OF)) return false;
        int size = Short.toUnsignedInt(bytes.getShort(PAGE_SIZE));
        long page = size == 1 ? 65_536 : size;
        return length < page * Integer.toUnsignedLong(bytes.getInt(PAGES));
    }

    /** The version of the schema is 0 until the first table is made. */
    private static boolean isWithoutTables(ByteBuffer bytes) {
        return bytes.getInt(SCHEMA_VERSION) == 0;
    }

    private static byte[] start(Path ledger) throws IOException {
        if (!Files.exists(ledger)) return new byte[0];
        try (InputStream in = Files.newInputStream(ledger)) {
            return in.readNBytes(SIZE);
        }
    }
}
