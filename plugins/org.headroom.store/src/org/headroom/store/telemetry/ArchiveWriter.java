package org.headroom.store.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.health.Alarm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that owns the file: it opens it, writes what has gathered every few seconds in one commit, and gets over
 * whatever is wrong with it. Nothing that happens to the file ends it.
 */
final class ArchiveWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveWriter.class);
    private static final int ROOM = 8192;
    private static final int MOST_DAMAGED = 3;
    private static final Duration BETWEEN_CHECKS = Duration.ofHours(6);

    private final Path path;
    private final Clock clock;
    private final Retention retention;
    private final long periodNanos;
    private final KeptAlarms alarms;
    private final ArrayBlockingQueue<GpuSample> queue = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong letGo = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Condition done = lock.newCondition();
    private long asked;
    private long answered;
    private boolean stop;

    private volatile Optional<ArchiveFile> file = Optional.empty();
    private volatile String message = "The history file is being opened.";
    private volatile boolean keeping;
    private volatile boolean suspect;
    private volatile boolean over;

    // From here on the writer's thread alone.
    private Optional<SampleTable> samples = Optional.empty();
    private String damage = "";
    private String gap = "";
    private String logged = "";
    private int damagedSoFar;
    private int suspicions;
    private long nextCheck;
    private Optional<Instant> lostSince = Optional.empty();
    private long letGoBefore;

    ArchiveWriter(Path path, Clock clock, Retention retention, Duration period, KeptAlarms.Reader reader) {
        this.path = path;
        this.clock = clock;
        this.retention = retention;
        this.periodNanos = period.toNanos();
        this.alarms = new KeptAlarms(reader, this::ask, clock.instant());
    }

    KeptAlarms alarms() {
        return alarms;
    }

    /** Never waits. */
    void keep(GpuSample sample) {
        if (over || !queue.offer(sample)) letGo.incrementAndGet();
        else if (queue.size() == ROOM / 2) ask();
    }

    boolean hasWaiting() {
        return !queue.isEmpty();
    }

    Optional<ArchiveFile> file() {
        return file;
    }

    SampleArchive.Status status() {
        return new SampleArchive.Status(keeping, message, ArchiveFile.bytes(path), letGo.get());
    }

    /** A reader met something that looks like damage. Any thread. */
    void suspect() {
        suspect = true;
        ask();
    }

    /** Asks for a pass now. */
    private long ask() {
        lock.lock();
        try {
            wake.signal();
            return ++asked;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was handed over before is written, or let go. @return false if it takes longer than that */
    boolean flush(Duration patience) {
        long mine = ask();
        long left = patience.toNanos();
        lock.lock();
        try {
            while (answered < mine) {
                if (left <= 0 || stop) return false;
                left = done.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The thread writes what is left and ends. */
    void stop() {
        lock.lock();
        try {
            stop = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        boolean last;
        do {
            long target;
            lock.lock();
            try {
                target = asked;
                last = stop;
            } finally {
                lock.unlock();
            }
            List<GpuSample> batch = new ArrayList<>(queue.size() + 8);
            queue.drainTo(batch);
            try {
                pass(batch);
            } catch (RuntimeException | Error e) {
                LOG.error("a pass over the history failed", e);
                lose(batch, ArchiveWords.fault(e));
                closeFile();
            }
            lock.lock();
            try {
                answered = target;
                done.signalAll();
                long left = periodNanos;
                while (!last && !stop && asked == target && left > 0) left = wake.awaitNanos(left);
            } catch (InterruptedException e) {
                // Nobody interrupts this thread but a program that ends in a hurry: then it writes and ends, too.
                stop = true;
            } finally {
                lock.unlock();
            }
        } while (!last);
        over = true;
        letGo.addAndGet(queue.size());
        closeFile();
        keeping = false;
        message = ArchiveWords.closed(path);
    }

    private void pass(List<GpuSample> batch) {
        lookAfterFile();
        for (int attempt = 0; attempt < 2; attempt++) {
            // The second time is for the fresh one, where the first was damaged.
            if (file.isEmpty() && !open()) open();
            if (file.isEmpty()) {
                lose(batch, message);
                return;
            }
            try {
                write(file.get(), batch);
                kept();
                return;
            } catch (SQLException e) {
                samples = Optional.empty();
                if (!ArchiveWords.damaged(e)) {
                    lose(batch, ArchiveWords.trouble(path, e));
                    if (!ArchiveWords.passes(e)) closeFile();
                    return;
                }
                setAside(ArchiveWords.oneLine(e));
            }
        }
        lose(batch, message);
    }

    private void write(ArchiveFile target, List<GpuSample> batch) throws SQLException {
        List<Alarm> waiting = alarms.waiting();
        long now = clock.millis();
        target.write(sql -> {
            SampleTable table = loaded(sql);
            table.write(sql, batch, now);
            for (Alarm alarm : waiting) AlarmTable.put(sql, alarm);
            return true;
        });
        alarms.written(waiting);
    }

    /** What is known of the file is learned anew after each failure, because a failure undoes part of it. */
    private SampleTable loaded(Statements sql) throws SQLException {
        if (samples.isPresent()) return samples.get();
        SampleTable table = new SampleTable(retention);
        table.load(sql, clock.millis());
        samples = Optional.of(table);
        return table;
    }

    /** @return false if a damaged file was moved out of the way */
    private boolean open() {
        if (damagedSoFar >= MOST_DAMAGED) {
            message = ArchiveWords.damagedTooOften(path);
            return true;
        }
        try {
            ArchiveFile opened = ArchiveFile.open(path);
            alarms.atLeast(opened.read(AlarmTable::highestId));
            file = Optional.of(opened);
            nextCheck = System.nanoTime();
        } catch (ArchiveRefusal e) {
            if (e.kind() == ArchiveRefusal.Kind.DAMAGED) return !setAside(e.reason());
            message = ArchiveWords.refused(path, e);
        } catch (SQLException e) {
            if (ArchiveWords.damaged(e)) return !setAside(ArchiveWords.oneLine(e));
            message = ArchiveWords.trouble(path, e);
        }
        return true;
    }

    private void lookAfterFile() {
        if (file.isEmpty()) return;
        if (!file.get().present()) {
            LOG.warn("The history file {} was taken away while it was in use: a new one is begun.", path);
            closeFile();
            return;
        }
        // A page that this connection remembers hides what became of it on the disk: look with fresh eyes.
        boolean wasSuspect = suspect;
        if (!wasSuspect && System.nanoTime() - nextCheck < 0) return;
        nextCheck = System.nanoTime() + BETWEEN_CHECKS.toNanos();
        suspect = false;
        try {
            String found = file.get().check();
            if (!found.isEmpty()) setAside(found);
            else if (wasSuspect && ++suspicions > MOST_DAMAGED) setAside("it was found in order, but cannot be read");
            // With fresh connections what was read may turn out well.
            else if (wasSuspect) closeFile();
        } catch (SQLException e) {
            if (ArchiveWords.damaged(e)) setAside(ArchiveWords.oneLine(e));
            else LOG.warn("the history file could not be checked: {}", ArchiveWords.oneLine(e));
        }
    }

    /** @return whether the place is free now */
    private boolean setAside(String detail) {
        closeFile();
        try {
            Instant now = clock.instant();
            Path aside = ArchiveFile.moveAside(path, now);
            damagedSoFar++;
            suspicions = 0;
            damage = ArchiveWords.movedAside(path, aside, detail, now);
            message = damage;
            LOG.warn("{}", damage);
            return true;
        } catch (IOException e) {
            message = ArchiveWords.notMoved(path, detail, e);
            return false;
        }
    }

    private void kept() {
        boolean wasLost = lostSince.isPresent();
        if (wasLost) {
            long lost = letGo.get() - letGoBefore;
            if (lost > 0) gap = ArchiveWords.gap(lostSince.get(), clock.instant(), lost);
            lostSince = Optional.empty();
            logged = "";
        }
        message = (damage.isEmpty() ? ArchiveWords.well(path) : damage) + gap;
        keeping = true;
        if (wasLost) LOG.info("{}", message);
    }

    private void lose(List<GpuSample> batch, String why) {
        if (lostSince.isEmpty()) {
            lostSince = Optional.of(clock.instant());
            letGoBefore = letGo.get();
        }
        letGo.addAndGet(batch.size());
        message = why;
        keeping = false;
        if (why.equals(logged)) return;
        logged = why;
        LOG.warn("{}", why);
    }

    private void closeFile() {
        samples = Optional.empty();
        Optional<ArchiveFile> open = file;
        file = Optional.empty();
        if (open.isEmpty()) return;
        try {
            open.get().close();
        } catch (SQLException e) {
            LOG.warn("the history file did not close cleanly ({}); what was committed is in it", e.getMessage());
        }
    }

    /** Ends when the thread has ended or patience has. */
    static void join(Thread thread, Duration patience) {
        try {
            if (!thread.join(patience))
                LOG.warn(
                        "the history is still being written after {} s; the newest seconds may be missing",
                        TimeUnit.NANOSECONDS.toSeconds(patience.toNanos()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
