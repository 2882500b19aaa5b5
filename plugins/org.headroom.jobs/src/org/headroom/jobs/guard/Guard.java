package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.guard.MachineTime.Moment;

/**
 * The guard of one rig's folder. Twice a second it reads what the rig has written, and ends each job that runs past its
 * time, on a virtual thread of its own. It ends when there has been no lease for a while. A folder that vanishes is made
 * anew by a rig that lives; without one its jobs are ended, and the guard ends.
 */
final class Guard {
    private static final long LOOK_MS = 500;
    private static final long LOCK_MS = 5_000;
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 30_000;
    /** How long a file that vanished is remembered: of a folder that is deleted, files go first. */
    private static final long REMEMBERED_MS = 10_000;
    /** How long a lease without a container is asked for: a request of a rig that was killed may still be carried out. */
    private static final long NONE_MS = 120_000;
    /** How long jobs of a folder that has vanished are ended before the guard gives up. */
    private static final long ORPHANED_MS = 600_000;

    /** The name of the reason for a job that is ended because the folder has vanished. */
    static final String FOLDER_VANISHED = "PROVIDER_ASKED";

    /** How often a job's processes are looked for before this machine is taken for one that does not show them. */
    private static final int LOOKS = 20;

    private final GuardFolder folder;
    private final MachineTime time;
    private final GuardEngine engine;
    private final GuardProcesses processes;
    private final GuardLog log;
    private final long idleMillis;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Known> known = new HashMap<>();
    private final Set<String> unread = new HashSet<>();
    private Object lockKey = "";
    private int missing;

    /** A lease that the guard knows of; guarded by itself. */
    private static final class Known {
        GuardedJob job;
        /** When its file was missing first, in nanoseconds of this program. */
        Optional<Long> vanished = Optional.empty();

        /** Whether the folder vanished with its file, and the rig has not written it again: then it counts as it was. */
        boolean lost;

        boolean ending;
        boolean over;
        /** Whether this machine has shown processes of its container: then none of them is an end. */
        boolean seen;

        int looks;

        Known(GuardedJob job) {
            this.job = job;
        }
    }

    /** @param idleMillis how long it goes on without any lease */
    Guard(
            GuardFolder folder,
            MachineTime time,
            GuardEngine engine,
            GuardProcesses processes,
            GuardLog log,
            long idleMillis) {
        this.folder = folder;
        this.time = time;
        this.engine = engine;
        this.processes = processes;
        this.log = log;
        this.idleMillis = idleMillis;
    }

    /** Runs to its end. @return false where another guard has the folder */
    boolean run() throws IOException, InterruptedException {
        long idleSince = System.nanoTime();
        boolean begun = false;
        try {
            while (true) {
                try (FileChannel channel = folder.openLock()) {
                    Optional<FileLock> lock = lock(channel);
                    if (lock.isEmpty()) return begun;
                    lockKey = folder.lockKey().orElse("");
                    missing = 0;
                    log.say("The guard begins: process "
                            + ProcessHandle.current().pid());
                    begun = true;
                    if (watch(idleSince)) {
                        log.say("The guard ends");
                        return true;
                    }
                } catch (IOException e) {
                    // It vanished again, or cannot be used.
                    if (!begun) throw e;
                    if (closed.await(LOOK_MS, TimeUnit.MILLISECONDS)) return true;
                }
                if (!awaitFolder()) return true;
                idleSince = System.nanoTime();
            }
        } finally {
            closed.countDown();
        }
    }

    /**
     * The folder has vanished. While its rig lives that is not the end of its jobs: they are ended at the times that are
     * known of them, until the rig has made the folder anew.
     *
     * @return whether there is a folder again; else there is no rig any more, and its jobs have been ended
     */
    private boolean awaitFolder() throws InterruptedException {
        do {
            if (!rigLives()) {
                endOrphans();
                return false;
            }
            for (Known k : known.values()) {
                synchronized (k) {
                    k.lost = true;
                }
            }
            decide();
            if (folder.isThere()) return true;
        } while (!closed.await(LOOK_MS, TimeUnit.MILLISECONDS));
        return false;
    }

    private boolean rigLives() {
        for (Known k : known.values()) {
            synchronized (k) {
                if (k.job.rigProcess().lives()) return true;
            }
        }
        return false;
    }

    /** One that is ending gives it up within a moment. */
    private Optional<FileLock> lock(FileChannel channel) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOCK_MS);
        do {
            FileLock lock = channel.tryLock();
            if (lock != null) return Optional.of(lock);
        } while (!closed.await(LOOK_MS / 5, TimeUnit.MILLISECONDS) && System.nanoTime() < end);
        return Optional.empty();
    }

    /** @return false where the folder has vanished */
    private boolean watch(long begun) throws InterruptedException {
        long idleSince = begun;
        long beatAt = System.nanoTime() - TimeUnit.SECONDS.toNanos(60);
        do {
            try {
                if (!isThere()) return false;
                if (millisSince(beatAt) >= Beat.PERIOD_MS) {
                    beat(false);
                    beatAt = System.nanoTime();
                }
                look();
                if (!known.isEmpty()) idleSince = System.nanoTime();
                else if (millisSince(idleSince) >= idleMillis && isIdleForGood()) return true;
            } catch (NoSuchFileException e) {
                // The folder vanished just now: the next look decides.
            } catch (IOException | RuntimeException | Error e) {
                log.say("The guard's folder cannot be read; it is tried again: " + e);
            }
        } while (!closed.await(LOOK_MS, TimeUnit.MILLISECONDS));
        return true;
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** A rig that writes a file and then sees this beat starts another guard. */
    private boolean isIdleForGood() throws IOException {
        beat(true);
        if (folder.jobs().isEmpty()) return true;
        beat(false);
        return false;
    }

    private void beat(boolean ending) throws IOException {
        folder.put(new Beat(Beat.FORMAT, ProcessId.own(), time.now(), ending));
    }

    /** False when the folder, or the lock in it, has been missing or another one at two looks in a row. */
    private boolean isThere() throws IOException {
        boolean there = folder.lockKey().equals(Optional.of(lockKey));
        missing = there ? 0 : missing + 1;
        return missing < 2;
    }

    private void look() throws IOException {
        Set<String> there = new HashSet<>(folder.jobs());
        for (String lease : there) read(lease);
        unread.retainAll(there);
        known.entrySet().removeIf(e -> isForgotten(e.getValue(), there.contains(e.getKey())));
        decide();
    }

    private void decide() {
        Moment now = time.now();
        for (Known k : known.values()) {
            synchronized (k) {
                if (k.ending || k.over || (k.vanished.isPresent() && !k.lost)) continue;
                see(k);
                GuardDecision decision =
                        GuardDecision.of(k.job, now, k.job.rigProcess().lives());
                if (decision.step() == GuardDecision.Step.END) begin(k, decision.graceMillis(), true);
            }
        }
    }

    private void see(Known k) {
        if (k.seen || k.looks == LOOKS || k.job.container().isEmpty()) return;
        k.looks++;
        try {
            k.seen = !processes.alive(k.job.container()).isEmpty();
        } catch (IOException e) {
            // As where the machine does not show them.
        }
    }

    private void read(String lease) {
        try {
            Optional<GuardedJob> job = folder.job(lease);
            if (job.isEmpty()) return;
            unread.remove(lease);
            Known k = known.computeIfAbsent(lease, l -> new Known(job.get()));
            synchronized (k) {
                // What it once knew of the container is not unlearned by a rig that was started again.
                k.job = job.get().container().isEmpty() ? job.get().withContainer(k.job.container()) : job.get();
                k.vanished = Optional.empty();
                k.lost = false;
            }
        } catch (IOException e) {
            // What was known of it before still counts.
            if (unread.add(lease)) log.say("The file of lease " + lease + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isForgotten(Known k, boolean there) {
        synchronized (k) {
            if (there) return false;
            if (k.vanished.isEmpty()) k.vanished = Optional.of(System.nanoTime());
            return !k.ending && (k.over || !k.lost) && millisSince(k.vanished.get()) > REMEMBERED_MS;
        }
    }

    private void begin(Known k, long graceMillis, boolean recorded) {
        k.ending = true;
        GuardedJob job = k.job;
        JobEnder ender = new JobEnder(engine, processes, log, closed, k.seen);
        Thread.ofVirtual().name("guard-end-" + job.lease()).start(() -> {
            boolean over = false;
            try {
                over = end(k, job, ender, graceMillis, recorded);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                log.say("Ending the job of lease " + job.lease() + " failed and begins again: " + e);
            } finally {
                synchronized (k) {
                    k.ending = false;
                    k.over = over;
                }
            }
        });
    }

    /** @return whether nothing is left to do */
    private boolean end(Known k, GuardedJob job, JobEnder ender, long graceMillis, boolean recorded)
            throws InterruptedException {
        Moment begun = time.now();
        long start = System.nanoTime();
        long grace = graceMillis;
        long pause = FIRST_PAUSE_MS;
        boolean told = false;
        while (closed.getCount() > 0) {
            JobEnder.Outcome outcome = ender.look(job);
            if (ender.container().isPresent()) {
                // While there was no container, the rig may have said something new.
                if (!told && recorded && !isDue(k)) return false;
                // A job that had ended by itself, or that was ended before, has the record that it had.
                if (!told && ender.isOver(job)) {
                    if (recorded && !job.rigProcess().lives()) removed(job);
                    return true;
                }
                if (!told) {
                    log.say("The job of lease " + job.lease()
                            + (recorded
                                    ? " runs past its time (" + job.why() + "), its rig "
                                            + (job.rigProcess().lives() ? "does not stop it" : "has ended")
                                    : " runs on though the guard's folder has vanished")
                            + ": container " + ender.container().get() + " is ended");
                    // Recorded before it is done: the job's end is then judged by it.
                    if (recorded) begun = record(job, ender, begun, Optional.empty());
                    else note(job, ender, begun, Optional.empty());
                    told = true;
                }
                outcome = ender.end(job, grace);
                grace = 0;
            }
            if (outcome == JobEnder.Outcome.OVER) {
                log.say("The job of lease " + job.lease() + " is over");
                if (recorded) {
                    record(job, ender, begun, Optional.of(time.now()));
                    if (!job.rigProcess().lives()) removed(job);
                } else note(job, ender, begun, Optional.of(time.now()));
                return true;
            }
            if (outcome == JobEnder.Outcome.NONE && (!recorded || isNoneForGood(job, start))) {
                log.say("Lease " + job.lease() + " has no container");
                if (recorded) removed(job);
                return true;
            }
            if (outcome == JobEnder.Outcome.NONE && !isStill(k, job)) return false;
            if (closed.await(pause, TimeUnit.MILLISECONDS)) return false;
            pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        }
        return false;
    }

    /** A rig that lives and does not stop the lease may still be creating its container. */
    private static boolean isNoneForGood(GuardedJob job, long start) {
        return millisSince(start) > NONE_MS
                && (job.stopping() || !job.rigProcess().lives());
    }

    private boolean isDue(Known k) {
        synchronized (k) {
            return GuardDecision.of(k.job, time.now(), k.job.rigProcess().lives())
                            .step()
                    == GuardDecision.Step.END;
        }
    }

    /** Whether the rig has said nothing new of a lease whose container is not there yet. */
    private static boolean isStill(Known k, GuardedJob job) {
        synchronized (k) {
            return (k.vanished.isEmpty() || k.lost) && k.job.equals(job);
        }
    }

    /** A guard that goes on with what one before it began keeps its beginning. @return when it was begun */
    private Moment record(GuardedJob job, JobEnder ender, Moment begun, Optional<Moment> over) {
        String container = ender.container().orElse("");
        EndRecord record = new EndRecord(job.lease(), container, job.why(), begun, over);
        try {
            Optional<EndRecord> before =
                    folder.ended(job.lease()).filter(r -> r.container().equals(container));
            if (before.isPresent())
                record = new EndRecord(
                        job.lease(), container, before.get().why(), before.get().begun(), over);
            folder.put(record);
        } catch (IOException e) {
            log.say("What was done to lease " + job.lease() + " is not recorded: " + e);
        }
        return record.begun();
    }

    /** Whoever removed the folder is at the provider: the job did not fail, and its renter did not stop it. */
    private void note(GuardedJob job, JobEnder ender, Moment begun, Optional<Moment> over) {
        String container = ender.container().orElse("");
        try {
            if (folder.putNote(new EndRecord(job.lease(), container, FOLDER_VANISHED, begun, over))) return;
            log.say("What was done to lease " + job.lease() + " is not recorded: it has no folder of its own");
        } catch (IOException e) {
            log.say("What was done to lease " + job.lease() + " is not recorded: " + e);
        }
    }

    private void removed(GuardedJob job) {
        try {
            folder.removeJob(job.lease());
        } catch (IOException e) {
            log.say("The file of lease " + job.lease() + " is not removed: " + e);
        }
    }

    /** Nobody is left who could adopt these jobs; one that stands in the folder's place may have. */
    private void endOrphans() throws InterruptedException {
        for (Known k : known.values()) {
            synchronized (k) {
                if (!k.over && !k.ending && !folder.hasJob(k.job.lease())) begin(k, 0, false);
            }
        }
        long start = System.nanoTime();
        while (millisSince(start) < ORPHANED_MS && known.values().stream().anyMatch(Guard::isEnding))
            if (closed.await(LOOK_MS, TimeUnit.MILLISECONDS)) return;
    }

    private static boolean isEnding(Known k) {
        synchronized (k) {
            return k.ending;
        }
    }
}
