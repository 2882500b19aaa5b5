package org.headroom.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.headroom.engine.RigParts.ArtefactsDigest;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes what jobs left, once their ends are recorded: what is little at once, all else one lease after the other. Threads and
 * time are bounded, and a read that does not return holds back no receipt but its own, and that no longer than the limit. Any
 * thread; no method waits.
 */
final class ArtefactsReader implements AutoCloseable {
    /** For one lease whose turn it is: longer than the five minutes of the digest, which are checked between two reads only. */
    static final Duration LIMIT = Duration.ofMinutes(6);
    /** For one lease from the end of its job on, whoever is before it. */
    static final Duration TURN = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(ArtefactsReader.class);
    private static final int QUICK_THREADS = 2;
    /** Reads that do not return take the place of no other, up to so many in each lane. */
    private static final int MOST_STUCK = 4;

    private static final long IDLE_S = 10;
    /** An update to the renter has room for it. */
    private static final int LONGEST_REASON = 300;

    private final ArtefactsDigest source;
    private final Duration limit;
    private final Duration turn;
    private volatile boolean closed;
    private final Map<LeaseId, Reading> underWay = new ConcurrentHashMap<>();
    private final Lane quick = new Lane("job-artefacts-quick", QUICK_THREADS);
    private final Lane slow = new Lane("job-artefacts", 1);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, r -> Thread.ofPlatform().daemon().name("job-artefacts-limit").unstarted(r));

    ArtefactsReader(ArtefactsDigest source) {
        this(source, LIMIT, TURN);
    }

    /**
     * @param limit that one digest may take
     * @param turn that it may take with those before it
     */
    ArtefactsReader(ArtefactsDigest source, Duration limit, Duration turn) {
        this.source = source;
        this.limit = limit;
        this.turn = turn;
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_S, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** @param done is told once, on any thread, unless this is closed before; it must not wait */
    void read(LeaseId lease, Path artefacts, Consumer<JobArtefacts> done) {
        Reading reading = new Reading(lease, artefacts, done);
        if (underWay.putIfAbsent(lease, reading) != null) return;
        try {
            reading.turn = Optional.of(timer.schedule(reading::outOfTurn, turn.toNanos(), TimeUnit.NANOSECONDS));
            quick.run(reading, () -> source.ofLittle(artefacts), () -> readAll(reading));
        } catch (RejectedExecutionException e) {
            LOG.debug("The rig is closing: what the job of {} left is hashed at its next start", lease);
        }
    }

    private void readAll(Reading reading) {
        slow.run(reading, () -> Optional.of(source.of(reading.artefacts)), () -> {});
    }

    /** The next start hashes what is left: reads that are given up for this are no reason against a digest. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        quick.pool.shutdownNow();
        slow.pool.shutdownNow();
    }

    private static JobArtefacts not(String reason) {
        StringBuilder shown = new StringBuilder();
        reason.codePoints().limit(LONGEST_REASON).forEach(c -> shown.appendCodePoint(visible(c) ? c : '?'));
        return new JobArtefacts.NotHashed(shown.toString());
    }

    /** Names that a job gave its files may be part of a reason. */
    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    @FunctionalInterface
    private interface Read {
        Optional<Hash32> digest() throws IOException;
    }

    /** One lease's. */
    private final class Reading {
        private final LeaseId lease;
        private final Path artefacts;
        private final Consumer<JobArtefacts> done;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Optional<Future<?>> turn = Optional.empty();

        Reading(LeaseId lease, Path artefacts, Consumer<JobArtefacts> done) {
            this.lease = lease;
            this.artefacts = artefacts;
            this.done = done;
        }

        void finish(JobArtefacts known) {
            if (closed || !over.compareAndSet(false, true)) return;
            turn.ifPresent(t -> t.cancel(false));
            underWay.remove(lease);
            done.accept(known);
        }

        void outOfTurn() {
            finish(not("it was not its turn within " + ArtefactsReader.this.turn.toMinutes()
                    + " min: what other jobs left took too long"));
        }

        void late() {
            finish(not("it could not be read within " + limit.toSeconds() + " s"));
        }

        /** @return whether that is all there is to do */
        boolean done(Read read) {
            try {
                Optional<Hash32> digest = read.digest();
                digest.ifPresent(d -> finish(new JobArtefacts.Hashed(d)));
                return digest.isPresent() || over.get();
            } catch (IOException e) {
                finish(not(String.valueOf(e.getMessage())));
            } catch (RuntimeException | Error e) {
                LOG.warn("What the job of {} left in {} cannot be hashed", lease, artefacts, e);
                finish(not("reading it failed unexpectedly"));
            }
            return true;
        }
    }

    /** A few threads, and one more for each that is stuck in a read. */
    private final class Lane {
        private final ThreadPoolExecutor pool;
        private final int threads;
        private int stuck;

        Lane(String name, int threads) {
            this.threads = threads;
            // Platform threads: a virtual one would hold its carrier in a read that does not return.
            this.pool = new ThreadPoolExecutor(
                    threads,
                    threads,
                    IDLE_S,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    r -> Thread.ofPlatform()
                            .daemon()
                            .name(name)
                            .priority(Thread.MIN_PRIORITY)
                            .unstarted(r));
            pool.allowCoreThreadTimeOut(true);
        }

        /** @param otherwise what to do where the read finds no digest and no reason against one */
        void run(Reading reading, Read read, Runnable otherwise) {
            pool.execute(() -> {
                if (reading.over.get()) return;
                Watchdog watchdog = new Watchdog(this, reading, Thread.currentThread());
                boolean done;
                try {
                    Future<?> alarm = timer.schedule(watchdog, limit.toNanos(), TimeUnit.NANOSECONDS);
                    try {
                        done = reading.done(read);
                    } finally {
                        alarm.cancel(false);
                        watchdog.returned();
                    }
                    if (!done) otherwise.run();
                } catch (RejectedExecutionException e) {
                    LOG.debug("The rig is closing: what the job of {} left is hashed at its next start", reading.lease);
                }
            });
        }

        private synchronized void stuck(int more) {
            stuck += more;
            int size = threads + Math.min(stuck, MOST_STUCK);
            if (size > pool.getMaximumPoolSize()) pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
            pool.setMaximumPoolSize(size);
        }
    }

    /** Ends the wait for one read, not the read itself where that does not heed an interrupt. */
    private static final class Watchdog implements Runnable {
        private final Lane lane;
        private final Reading reading;
        private final Thread reader;
        private boolean late;
        private boolean returned;

        Watchdog(Lane lane, Reading reading, Thread reader) {
            this.lane = lane;
            this.reading = reading;
            this.reader = reader;
        }

        @Override
        public synchronized void run() {
            if (returned) return;
            late = true;
            reading.late();
            lane.stuck(1);
            reader.interrupt();
        }

        synchronized void returned() {
            returned = true;
            if (!late) return;
            lane.stuck(-1);
            // The thread reads for others next.
            Thread.interrupted();
        }
    }
}
