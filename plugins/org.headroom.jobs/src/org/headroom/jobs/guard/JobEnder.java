package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends one job: through the engine while that answers, and by its processes where it does not. One thread; blocks. */
final class JobEnder {
    private static final Duration KILL = Duration.ofSeconds(5);
    private static final long LOOK_MS = 100;

    /** What became of one attempt. */
    enum Outcome {
        /** No process of the job is left. */
        OVER,
        /** The engine says that the lease has no container. */
        NONE,
        /** It runs on, or whether it does is unknown. */
        AGAIN
    }

    private final GuardEngine engine;
    private final GuardProcesses processes;
    private final GuardLog log;
    private final CountDownLatch closed;
    private Optional<String> container = Optional.empty();
    private boolean asked;
    private boolean seen;

    /** @param seen whether this machine has shown processes of the job's container */
    JobEnder(GuardEngine engine, GuardProcesses processes, GuardLog log, CountDownLatch closed, boolean seen) {
        this.seen = seen;
        this.engine = engine;
        this.processes = processes;
        this.log = log;
        this.closed = closed;
    }

    /** Its id, as soon as it is known. */
    Optional<String> container() {
        return container;
    }

    /** Whether the lease has a container, as far as that can be found out. */
    Outcome look(GuardedJob job) {
        if (container.isEmpty() && !job.container().isEmpty()) container = Optional.of(job.container());
        if (container.isPresent()) return Outcome.AGAIN;
        try {
            container = engine.find(job);
            return container.isPresent() ? Outcome.AGAIN : Outcome.NONE;
        } catch (IOException e) {
            log.say("The engine does not tell the container of lease " + job.lease() + ": " + e.getMessage());
        }
        try {
            container = processes.monitored("headroom-" + job.lease());
        } catch (IOException e) {
            log.say("The processes of this machine cannot be listed: " + e.getMessage());
        }
        return Outcome.AGAIN;
    }

    /** Whether no process of its container is left; false where that is unknown. */
    boolean isOver(GuardedJob job) {
        try {
            return container.isPresent() && isOver(job, container.get());
        } catch (IOException e) {
            return false;
        }
    }

    /** One attempt. @param graceMillis what is left of the job's grace */
    Outcome end(GuardedJob job, long graceMillis) throws InterruptedException {
        Outcome found = look(job);
        if (container.isEmpty()) return found;
        String id = container.get();
        try {
            if (isOver(job, id)) return Outcome.OVER;
            if (!asked && graceMillis > 0) {
                asked = true;
                askToStop(job, id, graceMillis);
                if (isOver(job, id)) return Outcome.OVER;
            }
            kill(job, id);
            return isOver(job, id) ? Outcome.OVER : Outcome.AGAIN;
        } catch (IOException e) {
            log.say("The job of lease " + job.lease() + " has not ended yet: " + e.getMessage());
            return Outcome.AGAIN;
        }
    }

    private void askToStop(GuardedJob job, String id, long graceMillis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
        try {
            engine.stop(job, id, graceMillis);
        } catch (IOException e) {
            log.say(
                    isGone(job)
                            ? "The engine's service of the rig is gone with the rig (there is no socket " + job.socket()
                                    + "): the job of lease " + job.lease()
                                    + " is ended directly, its first process gets SIGTERM"
                            : "The engine does not stop the job of lease " + job.lease() + " (" + e.getMessage()
                                    + "): its first process gets SIGTERM");
            processes.terminate(id);
        }
        while (System.nanoTime() < end && !processes.alive(id).isEmpty())
            if (closed.await(LOOK_MS, TimeUnit.MILLISECONDS)) return;
    }

    private void kill(GuardedJob job, String id) throws IOException {
        try {
            engine.kill(job, id);
        } catch (IOException e) {
            if (!isGone(job))
                log.say("The engine does not kill the job of lease " + job.lease() + ": " + e.getMessage());
        }
        processes.kill(id, KILL);
    }

    /** Podman's service is the rig's and ends with it: that is the ordinary case. */
    private static boolean isGone(GuardedJob job) {
        return !job.socket().isEmpty() && Files.notExists(Path.of(job.socket()));
    }

    /** Where no process of it was ever seen here, the engine's word counts: it may run them where this machine does not show them. */
    private boolean isOver(GuardedJob job, String id) throws IOException {
        if (!processes.alive(id).isEmpty()) {
            seen = true;
            return false;
        }
        return seen || !engine.runs(job, id);
    }
}
