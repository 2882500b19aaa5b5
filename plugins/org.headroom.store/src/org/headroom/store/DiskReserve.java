package org.headroom.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.rig.LedgerReserve;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reserve as a file of random bytes, which no file system stores in fewer blocks. A thread of low priority allocates it
 * piece by piece. That it was given up stands in the file, so that a restart does not forget it. Any thread.
 */
final class DiskReserve implements LedgerReserve, Database.SpareSpace, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final int PIECE = 1 << 20;
    private static final long BETWEEN_SYNCS = 64L << 20;
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(5);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final ReserveFile file;
    private final ReserveSize size;
    private final Disk disk;
    private final Duration retry;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final SplittableRandom random = new SplittableRandom();
    private final Listeners<Boolean> listeners =
            new Listeners<>(e -> LOG.error("A listener of the ledger's reserve failed", e));
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(work -> Thread.ofPlatform()
                    .daemon()
                    .name("ledger-reserve")
                    .priority(Thread.MIN_PRIORITY)
                    .unstarted(work));

    private volatile State state;
    /** Guarded by this, as are the changes of the file. What the file is to hold. */
    private long goal;
    /** Guarded by this. Raised when the space is given up: an allocation that is under way then ends. */
    private int releases;

    /** How much room there is on the ledger's disk. */
    interface Disk {
        long usable() throws IOException;

        long total() throws IOException;

        static Disk of(Path ledger) {
            return new Disk() {
                @Override
                public long usable() throws IOException {
                    return Files.getFileStore(ledger).getUsableSpace();
                }

                @Override
                public long total() throws IOException {
                    return Files.getFileStore(ledger).getTotalSpace();
                }
            };
        }
    }

    DiskReserve(Path ledger, ByteCount wanted) throws IOException {
        this(ledger, wanted, Disk.of(ledger), RETRY);
    }

    DiskReserve(Path ledger, ByteCount wanted, Disk disk, Duration retry) throws IOException {
        this.file = ReserveFile.beside(ledger);
        this.size = new ReserveSize(wanted.bytes() == 0 ? 0 : Math.max(PIECE, wanted.bytes()));
        this.disk = disk;
        this.retry = retry;
        long before = Math.max(file.held(), file.givenUp().orElse(0));
        this.goal = before > 0 ? Math.min(before, size.wanted()) : size.wanted();
        this.state = initial();
    }

    /** Gives up what a ledger has that cannot be opened on a full disk. @return whether there was any */
    static boolean giveUpBeside(Path ledger) {
        try {
            ReserveFile file = ReserveFile.beside(ledger);
            if (file.held() == 0) return false;
            file.giveUp(file.held());
            LOG.warn("The disk is full. The space that was reserved for the ledger is used to open it.");
            return true;
        } catch (IOException e) {
            LOG.warn("The reserve of the ledger could not be given up: {}", e.getMessage());
            return false;
        }
    }

    private State initial() throws IOException {
        if (size.wanted() == 0) {
            file.delete();
            return state(Phase.NOT_SET, true, "No disk space is reserved for the ledger.");
        }
        if (file.held() > size.wanted()) file.truncate(size.wanted());
        if (file.held() == size.wanted()) return held();
        if (file.givenUp().isPresent()) return state(Phase.GIVEN_UP, false, waits());
        return state(Phase.BEING_ALLOCATED, true, "Disk space is being reserved for the ledger.");
    }

    /** Begins to allocate what is not there yet, and looks for room again and again after it was given up. */
    void start() {
        if (state.phase() == Phase.NOT_SET) return;
        if (state.phase() == Phase.BEING_ALLOCATED) worker.execute(() -> guarded(this::allocate));
        worker.scheduleWithFixedDelay(() -> guarded(this::allocateAgain), 0, retry.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public State state() {
        State now = state;
        return now.phase() == Phase.BEING_ALLOCATED ? state(now.phase(), now.takesWork(), now.message()) : now;
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(changed -> listener.run());
    }

    @Override
    public boolean giveUp() {
        return release();
    }

    @Override
    public boolean release() {
        synchronized (this) {
            if (file.held() == 0) return false;
            releases++;
            try {
                file.giveUp(goal);
            } catch (IOException e) {
                LOG.error("The reserve of the ledger could not be given up: {}", e.getMessage());
                if (file.held() > 0) return false;
            }
            state = state(
                    Phase.GIVEN_UP,
                    false,
                    "The disk is full: the space reserved for the ledger was given up, so that running leases are recorded"
                            + " to their end. " + waits());
        }
        changed();
        return true;
    }

    private String waits() {
        return "No new work is taken until " + ReserveSize.text(needed())
                + " are free on the ledger's disk. Free some space.";
    }

    private synchronized long needed() {
        try {
            return size.needed(goal, disk.total());
        } catch (IOException e) {
            return 2 * goal;
        }
    }

    @Override
    public void restore() {
        try {
            worker.execute(() -> guarded(this::allocateAgain));
        } catch (RejectedExecutionException e) {
            LOG.debug("The ledger is closed; its reserve is restored at the next start");
        }
    }

    /** A scheduled task that throws is not run again. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task of the ledger's reserve failed; it is tried again", e);
        }
    }

    private void allocateAgain() {
        try {
            if (state.phase() != Phase.GIVEN_UP || disk.usable() < needed()) return;
        } catch (IOException e) {
            LOG.warn("The free space of the ledger's disk is unknown: {}", e.getMessage());
            return;
        }
        to(
                releases(),
                state(
                        Phase.BEING_ALLOCATED,
                        false,
                        "Disk space is being reserved for the ledger again. New work is taken when this is done."));
        allocate();
    }

    private synchronized int releases() {
        return releases;
    }

    private void allocate() {
        int began = releases();
        try {
            if (!append(began)) return;
            if (file.held() == 0) throw new IOException("the disk has no room for it");
            to(began, held());
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("Disk space for the ledger could not be reserved: {}", e.getMessage());
            if (!release())
                to(
                        releases(),
                        state(
                                Phase.GIVEN_UP,
                                false,
                                "The disk has too little room for the ledger's reserve. " + waits()));
        }
    }

    /** @return false where it was given up or closed meanwhile */
    private boolean append(int began) throws IOException {
        byte[] piece = new byte[PIECE];
        long unsynced = 0;
        try (FileChannel channel = file.open()) {
            long end = size.take(file.held(), disk.usable(), disk.total());
            synchronized (this) {
                goal = end;
            }
            while (file.held() < end && disk.usable() - PIECE >= size.margin(disk.total())) {
                random.nextBytes(piece);
                synchronized (this) {
                    if (releases != began) return false;
                    file.append(channel, ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, end - file.held())));
                }
                unsynced += PIECE;
                if (unsynced >= BETWEEN_SYNCS) {
                    channel.force(false);
                    unsynced = 0;
                }
                if (closing.await(BETWEEN_PIECES.toMillis(), TimeUnit.MILLISECONDS)) return false;
            }
            channel.force(false);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private State held() {
        String held = ReserveSize.text(file.held()) + " of disk space are reserved for the ledger";
        String less = " instead of " + ReserveSize.text(size.wanted()) + ": the disk has no room for more.";
        return state(Phase.HELD, true, file.held() >= size.wanted() ? held + "." : held + less);
    }

    private State state(Phase phase, boolean takesWork, String message) {
        return new State(phase, new ByteCount(size.wanted()), new ByteCount(file.held()), takesWork, message);
    }

    /** Unless the space was given up meanwhile. */
    private void to(int began, State next) {
        synchronized (this) {
            if (releases != began) return;
            state = next;
            if (next.phase() == Phase.HELD) goal = file.held();
        }
        changed();
    }

    private void changed() {
        LOG.info("{}", state.message());
        listeners.tell(true);
    }

    /** What is allocated stays, and an allocation goes on at the next start. */
    @Override
    public void close() {
        closing.countDown();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS))
                LOG.warn("The ledger's disk is slow: its reserve is still being written");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
