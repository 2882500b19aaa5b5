package org.headroom.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.market.Blocklist;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.market.Outbox;
import org.headroom.model.payment.TransactionLog;
import org.headroom.model.rig.LedgerReserve;
import org.headroom.model.rig.RigMemory;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one file that holds what a rig must not forget: leases, receipts, money, and what is on its way out. One program
 * at a time has it open. Any thread may use its parts; all share one connection and take turns. What a call wrote has
 * reached the disk when the call returns.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final ProcessLock lock;
    private final Database database;
    private final SqlJournal journal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<DiskReserve> reserve = Optional.empty();

    private Ledger(ProcessLock lock, Database database, SqlJournal journal) {
        this.lock = lock;
        this.database = database;
        this.journal = journal;
    }

    /**
     * Opens a ledger, making it and its directory where there is none. Reads the open leases and checks what was added last,
     * so that the time it takes depends on the open leases and not on the history; {@link #check} checks all of it.
     *
     * @throws JournalFailure if another program has it open, a newer one wrote it, it is damaged, or the place cannot
     *     be written; a file that is refused is left as it is
     */
    public static Ledger open(Path file) {
        Path real;
        try {
            real = realPath(file);
        } catch (IOException e) {
            throw noPlace(file, e);
        }
        ProcessLock lock = lock(file, real);
        boolean open = false;
        try {
            Header.check(real);
            if (!Files.exists(real)) Files.createFile(real, ownerOnly());
            Ledger ledger = openWithRoom(real, lock);
            open = true;
            return ledger;
        } catch (IOException e) {
            throw noPlace(file, e);
        } finally {
            if (!open) lock.close();
        }
    }

    private static ProcessLock lock(Path file, Path real) {
        try {
            return ProcessLock.take(real);
        } catch (ProcessLock.InUse e) {
            throw Trouble.inUse(real, e.holder());
        } catch (IOException e) {
            throw noPlace(file, e);
        }
    }

    /** On a full disk with the space that was kept for that. */
    private static Ledger openWithRoom(Path file, ProcessLock lock) {
        try {
            return openLocked(file, lock);
        } catch (JournalFailure e) {
            boolean again = e.getCause() instanceof SQLException cause
                    && Trouble.lacksSpace(file, cause)
                    && DiskReserve.giveUpBeside(file);
            if (!again) throw e;
            return openLocked(file, lock);
        }
    }

    private static Ledger openLocked(Path file, ProcessLock lock) {
        Database database = new Database(file);
        boolean open = false;
        try {
            boolean changed = database.write("bring the ledger up to date", c -> Schema.migrate(file, c));
            // So that the version stands in the file itself, where an older program looks before it opens anything.
            if (changed)
                database.read(
                        "bring the ledger up to date",
                        c -> Rows.first(c, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1)));
            SqlJournal journal = new SqlJournal(database);
            journal.open();
            open = true;
            return new Ledger(lock, database, journal);
        } finally {
            if (!open) database.close();
        }
    }

    private static Path realPath(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.exists(absolute)) return absolute.toRealPath();
        Path directory = absolute.getParent();
        if (directory == null) throw new IOException("it is not the name of a file");
        Files.createDirectories(directory);
        return directory.toRealPath().resolve(absolute.getFileName());
    }

    /** Orders may hold a renter's secrets. SQLite gives the files beside it the same rights. */
    static FileAttribute<?>[] ownerOnly() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static JournalFailure noPlace(Path file, IOException e) {
        return new JournalFailure(
                "The ledger " + file + " cannot be opened or made ("
                        + e.getClass().getSimpleName() + ": "
                        + e.getMessage() + "). Without it Headroom takes no work, so that nothing goes unrecorded. Give"
                        + " this user the right to write the directory, or choose another place for the ledger.",
                e);
    }

    public Path file() {
        return database.file();
    }

    /** {@code append} of a withdrawal that is there already throws {@link DuplicateWithdrawal} and changes nothing. */
    public Journal journal() {
        return journal;
    }

    /** Many events in one commit, all of them or none: for tools that fill a ledger. */
    public void appendAll(List<LeaseEvent> events) {
        journal.appendAll(events);
    }

    /** What waits for one broker. @param broker its name in the settings */
    public Outbox outbox(String broker) {
        return new SqlOutbox(database, broker);
    }

    /**
     * Says which brokers there are from now on. What waited for one that is gone is dropped: it waits for, or has reached,
     * the others too. Where none of them is left, all of it waits for the new ones.
     */
    public void brokers(Collection<String> names) {
        SqlOutbox.settle(database, names);
    }

    public MessageMemory messages(Clock clock) {
        return new SqlMessageMemory(database, clock);
    }

    /** One for the whole program: only that one's listeners are told. */
    public Blocklist blocklist(Clock clock) {
        return new SqlBlocklist(database, clock);
    }

    public RigMemory rig() {
        return new SqlRigMemory(database);
    }

    /** The transactions of the operating account. */
    public TransactionLog transactions() {
        return new SqlTransactionLog(database);
    }

    public LedgerBackup backup() {
        return new LedgerBackup(database);
    }

    /**
     * Keeps disk space allocated beside the ledger, which is given up when a write finds the disk full. Allocated in the
     * background. Called once, soon after the opening.
     *
     * @param size none is kept where it is zero
     */
    public synchronized LedgerReserve reserve(ByteCount size) {
        if (reserve.isPresent()) throw new IllegalStateException("the ledger has its reserve");
        try {
            DiskReserve made = new DiskReserve(file(), size);
            reserve = Optional.of(made);
            database.use(made);
            made.start();
            return made;
        } catch (IOException e) {
            throw noPlace(file(), e);
        }
    }

    /**
     * Checks all of it, while it is in use: the file's structure, the digest of each event, that each can be read, and that
     * all other tables of leases and money agree with the events. The time it takes depends on the history.
     */
    public LedgerCheck check(LedgerCheck.Progress progress) {
        return new LedgerChecker(database.file(), () -> closing.getCount() > 0).check(progress);
    }

    /**
     * As {@link #check} on a thread of its own that works a quarter of the time. Ends with the ledger.
     *
     * @param done is told the result on that thread
     */
    public void checkInBackground(Consumer<LedgerCheck> done) {
        Thread.ofPlatform()
                .daemon()
                .name("ledger-check")
                .priority(Thread.MIN_PRIORITY)
                .start(() -> checkAtASparePace(done));
    }

    private void checkAtASparePace(Consumer<LedgerCheck> done) {
        try {
            done.accept(new LedgerChecker(database.file(), new SparePace(closing)).check(LedgerCheck.Progress.NONE));
        } catch (RuntimeException | Error e) {
            LOG.error("The check of the ledger failed", e);
        }
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        boolean first = closing.getCount() > 0;
        closing.countDown();
        try (lock;
                database) {
            if (first) checkpoint();
            closeReserve();
        }
    }

    private synchronized void closeReserve() {
        reserve.ifPresent(DiskReserve::close);
    }

    private void checkpoint() {
        try {
            journal.checkpoint();
        } catch (JournalFailure e) {
            // The next opening then checks what was added since the last checkpoint.
            LOG.warn("No checkpoint was written: {}", e.getMessage());
        }
    }
}
