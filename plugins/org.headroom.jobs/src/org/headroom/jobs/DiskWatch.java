package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a job's artefacts directory where its size has no hard bound. The free space of the disk is looked at twenty
 * times a second; the directory itself is measured when the free space has fallen so far that the job may be near its
 * bound, else seldom, and never for more than a fifth of the time. One virtual thread.
 */
final class DiskWatch implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final long SAMPLE_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long BUSY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration MEASURE_LIMIT = Duration.ofSeconds(20);
    /** With less than this left on the machine's disk a job is stopped although its use cannot be told. */
    private static final long LEAST_FREE = 256L << 20;

    /** What else takes disk space of the job: not below its directory. */
    interface Elsewhere {
        long bytes(Duration limit) throws IOException;
    }

    private final Path directory;
    private final Elsewhere elsewhere;
    private final long limit;
    private final int files;
    private final long disk;
    private final Consumer<String> exceeded;
    private volatile boolean closed;
    private @org.jspecify.annotations.Nullable Thread thread;

    private long freeAtMeasure;
    private long measuredAt;
    private long cost;
    private long used;

    /**
     * @param elsewhere as in files that have no name any more but are still open
     * @param limit of the directory's allocated blocks, in bytes
     * @param disk that the order named, in bytes; the difference to the limit is the engine's log
     */
    DiskWatch(Path directory, Elsewhere elsewhere, long limit, int files, long disk, Consumer<String> exceeded) {
        this.directory = directory;
        this.elsewhere = elsewhere;
        this.limit = limit;
        this.files = files;
        this.disk = disk;
        this.exceeded = exceeded;
    }

    void begin() {
        Thread watch = Thread.ofVirtual().name("disk-of-" + directory).unstarted(this::run);
        thread = watch;
        watch.start();
    }

    private void run() {
        try {
            FileStore store = Files.getFileStore(directory);
            long freeAtStart = store.getUsableSpace();
            measuredAt = System.nanoTime() - IDLE_NS;
            while (!closed) {
                long free = free(store);
                String reason = "";
                if (free < LEAST_FREE && freeAtStart - free > limit)
                    reason = "the machine's disk has only " + mebibytes(free) + " left";
                else if (due(free)) reason = measure(free);
                if (!reason.isEmpty()) {
                    if (!closed) exceeded.accept(reason);
                    return;
                }
                LockSupport.parkNanos(this, SAMPLE_NS);
            }
        } catch (IOException e) {
            if (!closed) LOG.warn("The disk use at {} cannot be watched: {}", directory, EngineClient.reason(e));
        } catch (RuntimeException e) {
            LOG.warn("Whoever is told of the disk use at {} failed: {}", directory, e.toString());
        }
    }

    /** The last known where the disk does not tell for a moment: the watch goes on. */
    private long free(FileStore store) {
        try {
            return store.getUsableSpace();
        } catch (IOException e) {
            LOG.debug("The free space at {} cannot be read: {}", directory, e.getMessage());
            return freeAtMeasure;
        }
    }

    private boolean due(long free) {
        long since = System.nanoTime() - measuredAt;
        if (since < Math.max(SAMPLE_NS, 4 * cost)) return false;
        long fallen = freeAtMeasure - free;
        // While the disk lost less than half of what the job has left, it cannot have passed its bound.
        if (fallen >= (limit - used) / 2) return true;
        return since >= Math.max(fallen == 0 ? IDLE_NS : BUSY_NS, 20 * cost);
    }

    /** A reason to stop the job, else empty. */
    private String measure(long free) {
        long begin = System.nanoTime();
        try {
            FileTree.Size size = FileTree.measure(directory, limit, files, MEASURE_LIMIT);
            used = size.bytes() + (size.bytes() > limit ? 0 : elsewhere.bytes(MEASURE_LIMIT));
            if (used > limit)
                return "used more disk than its order named (" + mebibytes(used + disk - limit) + " with its log, of "
                        + mebibytes(disk) + ")";
            if (size.entries() > files)
                return String.format(Locale.ROOT, "made more files than a job may have (%,d)", files);
        } catch (IOException e) {
            LOG.warn("The disk use at {} cannot be measured: {}", directory, EngineClient.reason(e));
        } finally {
            measuredAt = System.nanoTime();
            cost = measuredAt - begin;
            freeAtMeasure = free;
        }
        return "";
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
