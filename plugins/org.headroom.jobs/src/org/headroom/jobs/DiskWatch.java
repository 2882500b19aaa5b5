package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a job's artefacts directory where its size has no hard bound. The free space of the disk is looked at twenty
 * times a second; the directory itself is measured when the free space has fallen so far that the job may be near its
 * bound, else seldom, and never for more than a fifth of the time. What cannot be measured is unknown and measured again;
 * after a time the job is stopped for it. One virtual thread.
 */
final class DiskWatch implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final long SAMPLE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long BUSY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration MEASURE_LIMIT = Duration.ofSeconds(20);
    /** A job whose use of the disk is unknown for longer is stopped. */
    static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(60);

    /** With less than this left on the machine's disk a job is stopped although its use cannot be told. */
    private static final long LEAST_FREE = 256L << 20;

    /** What else takes disk space of the job: not below its directory. */
    interface Elsewhere {
        long bytes(Duration limit) throws IOException;
    }

    private record Stop(Consumer<String> receiver, String reason) {}

    private final Path directory;
    private final Elsewhere elsewhere;
    private final long limit;
    private final int files;
    private final long disk;
    private final Duration longestUnknown;
    private final Consumer<String> exceeded;
    private final Consumer<String> unknown;
    private volatile boolean closed;
    private @org.jspecify.annotations.Nullable Thread thread;

    private @org.jspecify.annotations.Nullable FileStore store;
    private long freeAtStart;
    /** Without a known free space the first measurement is due at once. */
    private long freeAtMeasure = Long.MAX_VALUE;

    private long lookedAt;
    private boolean failing;
    private long failingSince;
    private long measuredAt;
    private long cost;
    private long used;

    /**
     * @param elsewhere as in files that have no name any more but are still open
     * @param limit of the directory's allocated blocks, in bytes
     * @param disk that the order named, in bytes; the difference to the limit is the engine's log
     * @param longestUnknown after it, and the measurement under way then, the job is stopped
     * @param exceeded takes what the job did
     * @param unknown takes why the use of the disk is unknown
     */
    DiskWatch(
            Path directory,
            Elsewhere elsewhere,
            long limit,
            int files,
            long disk,
            Duration longestUnknown,
            Consumer<String> exceeded,
            Consumer<String> unknown) {
        this.directory = directory;
        this.elsewhere = elsewhere;
        this.limit = limit;
        this.files = files;
        this.disk = disk;
        this.longestUnknown = longestUnknown;
        this.exceeded = exceeded;
        this.unknown = unknown;
    }

    void begin() {
        Thread watch = Thread.ofVirtual().name("disk-of-" + directory).unstarted(this::run);
        thread = watch;
        watch.start();
    }

    private void run() {
        measuredAt = System.nanoTime() - IDLE_NS;
        while (!closed) {
            Optional<Stop> stop = look();
            if (stop.isPresent() && told(stop.get())) return;
            LockSupport.parkNanos(this, SAMPLE_NS);
        }
    }

    private Optional<Stop> look() {
        lookedAt = System.nanoTime();
        try {
            long free = free();
            if (free < LEAST_FREE && freeAtStart - free > limit)
                return Optional.of(new Stop(exceeded, "the machine's disk has only " + mebibytes(free) + " left"));
            return due(free) ? measure(free).map(reason -> new Stop(exceeded, reason)) : Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            return failed(e);
        }
    }

    private boolean told(Stop stop) {
        if (closed) return true;
        try {
            stop.receiver().accept(stop.reason());
            return true;
        } catch (RuntimeException | Error e) {
            LOG.warn("The stop for the disk use at {} could not be asked for and is asked for again", directory, e);
            LockSupport.parkNanos(this, BUSY_NS);
            return false;
        }
    }

    /** The last known where the disk does not tell for a moment: the watch goes on. */
    private long free() {
        try {
            FileStore known = store;
            if (known == null) {
                known = Files.getFileStore(directory);
                freeAtStart = known.getUsableSpace();
                store = known;
            }
            return known.getUsableSpace();
        } catch (IOException e) {
            LOG.debug("The free space at {} cannot be read: {}", directory, e.getMessage());
            return freeAtMeasure;
        }
    }

    private boolean due(long free) {
        long since = System.nanoTime() - measuredAt;
        if (failing) return since >= Math.min(IDLE_NS, longestUnknown.toNanos() / 10);
        if (since < Math.max(SAMPLE_NS, 4 * cost)) return false;
        long fallen = freeAtMeasure - free;
        // While the disk lost less than half of what the job has left, it cannot have passed its bound.
        if (fallen >= (limit - used) / 2) return true;
        return since >= Math.max(fallen == 0 ? IDLE_NS : BUSY_NS, 20 * cost);
    }

    /** @return why the job is to be stopped */
    private Optional<String> measure(long free) throws IOException {
        long begin = System.nanoTime();
        try {
            FileTree.Size size = FileTree.measure(directory, limit, files, MEASURE_LIMIT);
            used = size.bytes() + (size.bytes() > limit ? 0 : elsewhere.bytes(MEASURE_LIMIT));
            cost = System.nanoTime() - begin;
            failing = false;
            if (used > limit)
                return Optional.of("used more disk than its order named (" + mebibytes(used + disk - limit)
                        + " with its log, of " + mebibytes(disk) + ")");
            return size.entries() > files
                    ? Optional.of(String.format(Locale.ROOT, "made more files than a job may have (%,d)", files))
                    : Optional.empty();
        } finally {
            measuredAt = System.nanoTime();
            freeAtMeasure = free;
        }
    }

    private Optional<Stop> failed(Throwable e) {
        String reason = e instanceof IOException io ? EngineClient.reason(io) : e.toString();
        if (!failing) {
            failing = true;
            failingSince = lookedAt;
            LOG.warn("The disk use at {} cannot be measured and is measured again: {}", directory, reason);
        }
        if (System.nanoTime() - failingSince < longestUnknown.toNanos()) return Optional.empty();
        return Optional.of(new Stop(
                unknown,
                "The disk use of the job could not be measured for " + longestUnknown.toSeconds() + " s (" + reason
                        + ")"));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
    }

    @Override
    public void close() {
        closed = true;
        Thread watch = thread;
        if (watch != null) LockSupport.unpark(watch);
    }
}
