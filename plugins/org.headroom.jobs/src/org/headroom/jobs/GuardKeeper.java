package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.headroom.jobs.guard.Beat;
import org.headroom.jobs.guard.GuardFolder;
import org.headroom.jobs.guard.MachineTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the guard running while there are leases: looks each ten seconds whether it lives, and starts it where it does not. */
final class GuardKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(GuardKeeper.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    /** Five beats. */
    private static final long FRESH_MS = 10_000;
    /** For a guard to come up on a busy machine. */
    private static final Duration COMES_UP = Duration.ofSeconds(10);
    /** For one that has nothing to do. */
    private static final Duration ENDS = Duration.ofSeconds(2);
    /** Looks at a guard that lives and gives no beat, as one that is stopped, before it is killed. */
    private static final int SILENT_LOOKS = 3;

    private final GuardFolder folder;
    private final Path home;
    private final MachineTime time;
    private final GuardStart start;
    private final long periodNanos;
    private long lookedAt;
    private boolean looked;
    private int silent;
    private boolean failing;

    GuardKeeper(GuardFolder folder, Path home, MachineTime time, GuardStart start) {
        this(folder, home, time, start, PERIOD);
    }

    GuardKeeper(GuardFolder folder, Path home, MachineTime time, GuardStart start, Duration period) {
        this.folder = folder;
        this.home = home;
        this.time = time;
        this.start = start;
        this.periodNanos = period.toNanos();
    }

    /** Looks after it where that is due. */
    synchronized void check() {
        if (looked && System.nanoTime() - lookedAt < periodNanos) return;
        look();
    }

    private synchronized void look() {
        looked = true;
        lookedAt = System.nanoTime();
        if (isUp()) {
            silent = 0;
            return;
        }
        try {
            endOther();
            start.start(home, folder.path());
        } catch (IOException e) {
            failed(EngineClient.reason(e));
        }
    }

    /** A guard that is up understands what this rig writes. */
    private boolean isUp() {
        return folder.beat()
                .filter(b -> b.format() >= Beat.FORMAT && !b.ending())
                .filter(b -> b.isFresh(time.now(), FRESH_MS) && b.process().lives())
                .isPresent();
    }

    /** One of an older program makes room at once, one that gives no sign of life after some looks. */
    private void endOther() {
        Optional<Beat> beat = folder.beat().filter(b -> b.process().lives());
        if (beat.isEmpty()) return;
        Optional<ProcessHandle> process = ProcessHandle.of(beat.get().process().pid());
        if (beat.get().format() < Beat.FORMAT) process.ifPresent(ProcessHandle::destroy);
        else if (!beat.get().ending() && ++silent >= SILENT_LOOKS) {
            LOG.warn(
                    "The guard of the jobs gives no sign of life: its process {} is killed",
                    beat.get().process().pid());
            silent = 0;
            process.ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Waits until a guard is up, for as long as one takes to come up; without one the rig goes on, and says so. */
    void awaitGuard() {
        if (isUp()) return;
        look();
        long end = System.nanoTime() + COMES_UP.toNanos();
        while (!isUp()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                failed("it has given no sign of life");
                return;
            }
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(50));
        }
        synchronized (this) {
            failing = false;
        }
    }

    /** The rig ends, and no lease is left that would need a guard: it need not find that out by itself. Waits a moment for its end. */
    void endIdle() {
        Optional<Beat> beat = folder.beat().filter(b -> b.process().lives());
        if (beat.isEmpty()) return;
        ProcessHandle.of(beat.get().process().pid()).ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(ENDS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.debug("The guard of the jobs takes its time to end", e);
            }
        });
    }

    private synchronized void failed(String reason) {
        if (!failing)
            LOG.error(
                    "The guard of the jobs does not start ({}): if the rig dies, a job may run past what is paid for."
                            + " See {}; it is tried again.",
                    reason,
                    folder.path());
        failing = true;
    }
}
