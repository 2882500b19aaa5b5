package org.headroom.store.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.files.PrivateFiles;
import org.headroom.store.ProcessLock;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The open file: one connection that writes, for the writer's thread alone, and one that reads, for any thread, one at a
 * time. Readers see what was last committed and never hold up the writer.
 */
final class ArchiveFile implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 2_000;
    private static final int JOURNAL_LIMIT = 8 << 20;
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 100;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;
    private static final String[] BESIDE = {"", "-wal", "-shm"};
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path file;
    private final ProcessLock processes;
    private final Statements writing;
    private final Statements reading;
    private final ReentrantLock readers = new ReentrantLock();
    private boolean closed;

    /** What is done with a connection. */
    interface Work<T> {
        T with(Statements sql) throws SQLException;
    }

    private ArchiveFile(Path file, ProcessLock processes, Statements writing, Statements reading) {
        this.file = file;
        this.processes = processes;
        this.writing = writing;
        this.reading = reading;
    }

    /** Opens the file, making it and its folder where there is none, and brings it up to date. */
    static ArchiveFile open(Path path) throws ArchiveRefusal, SQLException {
        try {
            Path folder = path.toAbsolutePath().normalize().getParent();
            if (folder == null) throw ArchiveRefusal.noPlace("it is not the name of a file");
            PrivateFiles.createFolders(folder);
            Path file =
                    Files.exists(path) ? path.toRealPath() : folder.toRealPath().resolve(path.getFileName());
            return openIn(file);
        } catch (IOException e) {
            throw ArchiveRefusal.noPlace(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static ArchiveFile openIn(Path file) throws IOException, ArchiveRefusal, SQLException {
        ProcessLock processes;
        try {
            processes = ProcessLock.take(file);
        } catch (ProcessLock.InUse e) {
            throw ArchiveRefusal.inUse(e.holder());
        }
        boolean open = false;
        try {
            checkHeader(file);
            PrivateFiles.createFile(file);
            for (String beside : List.of("-wal", "-shm"))
                PrivateFiles.tighten(file.resolveSibling(file.getFileName() + beside));
            ArchiveFile archive = openLocked(file, processes);
            open = true;
            return archive;
        } finally {
            if (!open) processes.close();
        }
    }

    private static ArchiveFile openLocked(Path file, ProcessLock processes) throws SQLException, ArchiveRefusal {
        Statements writing = new Statements(connect(file, false));
        boolean open = false;
        try {
            bringUpToDate(writing);
            ArchiveFile archive = new ArchiveFile(file, processes, writing, new Statements(connect(file, true)));
            open = true;
            return archive;
        } finally {
            if (!open) writing.close();
        }
    }

    private static Connection connect(Path file, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        if (readOnly) {
            config.setReadOnly(true);
        } else {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
            config.setJournalSizeLimit(JOURNAL_LIMIT);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static void bringUpToDate(Statements sql) throws SQLException, ArchiveRefusal {
        boolean done = false;
        boolean changed;
        sql.run("BEGIN IMMEDIATE");
        try {
            changed = ArchiveSchema.migrate(sql, ArchiveSchema.VERSION);
            sql.run("COMMIT");
            done = true;
        } finally {
            if (!done) sql.run("ROLLBACK");
        }
        // So that the version stands in the file itself, where a program looks before it opens anything.
        if (changed) sql.number("PRAGMA wal_checkpoint(TRUNCATE)", 0);
    }

    /** Opening a database may already change the files beside it: one that is not ours is not to be touched. */
    private static void checkHeader(Path file) throws IOException, ArchiveRefusal {
        byte[] start = start(file);
        if (start.length == 0) return;
        ByteBuffer bytes = ByteBuffer.wrap(start);
        if (start.length < HEADER || !bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)))
            throw ArchiveRefusal.damaged("it does not begin like an SQLite file");
        int application = bytes.getInt(APPLICATION_ID);
        int version = bytes.getInt(USER_VERSION);
        if (application != 0 && application != ArchiveSchema.APPLICATION_ID) throw ArchiveRefusal.notOurs();
        if (application != 0 && version > ArchiveSchema.VERSION) throw ArchiveRefusal.newer(version);
    }

    private static byte[] start(Path file) throws IOException {
        if (!Files.exists(file)) return new byte[0];
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER);
        }
    }

    Path path() {
        return file;
    }

    /** All or nothing, in one transaction. The writer's thread. */
    <T> T write(Work<T> work) throws SQLException {
        writing.run("BEGIN IMMEDIATE");
        boolean done = false;
        try {
            T result = work.with(writing);
            writing.run("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) rollBack(writing);
        }
    }

    private static void rollBack(Statements sql) {
        try {
            sql.run("ROLLBACK");
        } catch (SQLException e) {
            // After some failures SQLite has rolled back by itself, and after others the file is closed next.
        }
    }

    /** As of one moment. Any thread. */
    <T> T read(Work<T> work) throws SQLException {
        readers.lock();
        try {
            if (closed) throw new SQLException("the file was closed");
            reading.run("BEGIN");
            boolean done = false;
            try {
                T result = work.with(reading);
                reading.run("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) rollBack(reading);
            }
        } finally {
            readers.unlock();
        }
    }

    /** Reads every page afresh from the disk; empty text where all is well. Takes about a second for 500 MB. */
    String check() throws SQLException {
        try (Statements fresh = new Statements(connect(file, true))) {
            // To SQLite a file that was emptied is a database in order.
            if (fresh.number("PRAGMA user_version", 0) != ArchiveSchema.VERSION) return "its tables are gone";
            String[] found = {""};
            fresh.each("PRAGMA quick_check(1)", row -> found[0] = String.valueOf(row.getString(1)));
            return "ok".equals(found[0]) ? "" : ArchiveWords.oneLine(found[0]);
        }
    }

    /** Whether the file still stands under its name. */
    boolean present() {
        return Files.exists(file);
    }

    /** With what has not yet gone from the journal into the file. */
    static long bytes(Path file) {
        long sum = 0;
        for (String beside : BESIDE) {
            try {
                Path part = file.resolveSibling(file.getFileName() + beside);
                if (Files.exists(part)) sum += Files.size(part);
            } catch (IOException e) {
                // It went away between the two looks.
            }
        }
        return sum;
    }

    /** Gives a broken file another name, with what belongs to it. No program has it open. */
    static Path moveAside(Path path, Instant now) throws IOException {
        Path file = path.toRealPath();
        String name = file.getFileName() + ".damaged-" + STAMP.format(now);
        Path aside = file.resolveSibling(name);
        for (int i = 2; Files.exists(aside); i++) aside = file.resolveSibling(name + "-" + i);
        for (String beside : BESIDE) {
            Path part = file.resolveSibling(file.getFileName() + beside);
            if (Files.exists(part)) Files.move(part, aside.resolveSibling(aside.getFileName() + beside));
        }
        return aside;
    }

    @Override
    public void close() throws SQLException {
        readers.lock();
        try (processes;
                writing;
                reading) {
            closed = true;
        } finally {
            readers.unlock();
        }
    }
}
