package org.headroom.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.headroom.model.files.PrivateFiles;
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
    /** The name of a rig's ledger in its home. */
    public static final String NAME = "ledger.db";

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    /** What SQLite keeps beside the file. */
    static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");
    /** Two programs that start together after a third one died may meet as often. */
    private static final int MOST_HOLDERS = 3;

    private final ProcessLock lock;
    private final LedgerHolder holder;
    private final Database database;
    private final SqlJournal journal;
    private final LedgerWatch watch;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<DiskReserve> reserve = Optional.empty();

    private Ledger(ProcessLock lock, LedgerHolder holder, Database database, SqlJournal journal) {
        this.lock = lock;
        this.holder = holder;
        this.database = database;
        this.journal = journal;
        this.watch = new LedgerWatch(database.file(), lock);
    }

    /**
     * Opens a ledger, making it and its directory where there is none. Reads the open leases and checks what was added last,
     * so that the time it takes depends on the open leases and not on the history; {@link #check} checks all of it.
     *
     * @throws JournalFailure if another program has it open, a newer one wrote it, it is damaged, or the place cannot
     *     be written; a file that is refused is left as it is
     */
    public static Ledger open(Path file) {
        return open(file, Optional::empty);
    }

    /**
     * As {@link #open} for the ledger of a rig's home. It is new only where nothing says that the rig had one, and it
     * gives no receipt number that was given before, also where it was restored from a backup.
     *
     * @param home holds the ledger, its mark and the folders of leases
     * @throws UnusableLedger if it is lost, damaged or another rig's
     */
    public static Ledger openOfRig(Path home, Clock clock) {
        return open(home.resolve(NAME), () -> Optional.of(ReceiptNumbers.of(home, clock)));
    }

    /** What is known of the receipts of a ledger besides the ledger itself. */
    interface Outside {
        Optional<ReceiptNumbers> receiptNumbers() throws IOException;
    }

    private static Ledger open(Path file, Outside outside) {
        Path real;
        try {
            real = realPath(file);
        } catch (IOException e) {
            throw noPlace(file, e);
        }
        ProcessLock lock = lock(file, real);
        boolean open = false;
        try {
            Header.Content content = Header.check(real);
            Optional<ReceiptNumbers> numbers = outside.receiptNumbers();
            if (content != Header.Content.LEDGER && numbers.isPresent())
                LedgerTraces.refuseLost(real, content, numbers.get());
            Ledger ledger = create(real, lock, numbers);
            open = true;
            return ledger;
        } catch (IOException e) {
            throw noPlace(file, e);
        } finally {
            if (!open) lock.close();
        }
    }

    /** Makes the file where there is none, and opens it. The lock is held, and the file is no lost one. */
    static Ledger create(Path real, ProcessLock lock, Optional<ReceiptNumbers> numbers) throws IOException {
        PrivateFiles.createFile(real);
        for (String beside : BESIDE) PrivateFiles.tighten(real.resolveSibling(real.getFileName() + beside));
        return openWithRoom(real, lock, numbers);
    }

    static ProcessLock lock(Path file, Path real) {
        try {
            return ProcessLock.take(real);
        } catch (ProcessLock.InUse e) {
            throw Trouble.inUse(real, e.holder());
        } catch (IOException e) {
            throw noPlace(file, e);
        }
    }

    /** On a full disk with the space that was kept for that. */
    private static Ledger openWithRoom(Path file, ProcessLock lock, Optional<ReceiptNumbers> numbers) {
        try {
            return openLocked(file, lock, numbers);
        } catch (JournalFailure e) {
            boolean again = e.getCause() instanceof SQLException cause
                    && Trouble.lacksSpace(file, cause)
                    && DiskReserve.giveUpBeside(file);
            if (!again) throw e;
            return openLocked(file, lock, numbers);
        }
    }

    private static Ledger openLocked(Path file, ProcessLock lock, Optional<ReceiptNumbers> numbers) {
        LedgerHolder holder = new LedgerHolder(file);
        Database database = held(file, holder, numbers);
        boolean open = false;
        try {
            numbers.ifPresent(n -> n.settle(database));
            SqlJournal journal = new SqlJournal(database, numbers);
            journal.open();
            open = true;
            return new Ledger(lock, holder, database, journal);
        } finally {
            if (!open) closeRefused(holder, database);
        }
    }

    private static void closeRefused(LedgerHolder holder, Database database) {
        try (database) {
            holder.release(database);
        } catch (JournalFailure e) {
            LOG.debug("The next start finds out that nobody has the ledger open: {}", e.getMessage());
        }
    }

    /** The ledger's tables as this program knows them, and written in it that this program has it. */
    private static Database held(Path file, LedgerHolder holder, Optional<ReceiptNumbers> numbers) {
        Optional<String> other = Optional.empty();
        for (int n = 0; n < MOST_HOLDERS; n++) {
            other.ifPresent(holder::takeOver);
            Database database = new Database(file);
            boolean held = false;
            try {
                other = upToDate(database, holder, numbers).or(() -> holder.claim(database));
                held = other.isEmpty();
                if (held) return database;
            } finally {
                if (!held) database.close();
            }
        }
        throw Trouble.heldOpen(file, "another program");
    }

    /** @return who has the ledger instead; then nothing was changed */
    private static Optional<String> upToDate(Database database, LedgerHolder holder, Optional<ReceiptNumbers> numbers) {
        Path file = database.file();
        Optional<String> other = database.read("open the ledger", holder::other);
        if (other.isPresent()) return other;
        boolean changed = database.write("bring the ledger up to date", c -> {
            if (numbers.isPresent() && Schema.isWithoutTables(c))
                LedgerTraces.refuseLost(file, Header.Content.NO_TABLES, numbers.get());
            boolean migrated = Schema.migrate(file, c);
            if (numbers.isPresent()) numbers.get().check(file, c);
            return migrated;
        });
        // So that the version stands in the file itself, where an older program looks before it opens anything.
        if (changed)
            database.read(
                    "bring the ledger up to date",
                    c -> Rows.first(c, "PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1)));
        return Optional.empty();
    }

    static Path realPath(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.exists(absolute)) return absolute.toRealPath();
        Path directory = absolute.getParent();
        if (directory == null) throw new IOException("it is not the name of a file");
        PrivateFiles.createFolders(directory);
        return directory.toRealPath().resolve(absolute.getFileName());
    }

    static JournalFailure noPlace(Path file, IOException e) {
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
            return watch.over(made);
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
        watch.close();
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
            holder.release(database);
        } catch (JournalFailure e) {
            // The next opening then checks what was added since the last checkpoint.
            LOG.warn("No checkpoint was written: {}", e.getMessage());
        }
    }
}
