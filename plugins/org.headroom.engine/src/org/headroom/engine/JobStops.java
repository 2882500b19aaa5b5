package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops jobs. The engine is asked on a virtual thread for each job and tried again until it has stopped it. Where it has not
 * done so in time, the job's process is killed without it, on the one thread {@code job-kill}, which never asks the engine.
 * What the lease records is the engine's to say, as with every stop. Any thread.
 */
final class JobStops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobStops.class);
    /** What the engine has past the grace to carry out a stop before the job's process is killed without it. */
    static final Duration ENGINE_TIME = Duration.ofSeconds(5);

    private static final long LOOK_MS = 500;
    private static final long IDLE_S = 10;
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 60_000;

    private final ContainerEngine engine;
    private final InstantSource clock;
    private final Set<LeaseId> stopping = ConcurrentHashMap.newKeySet();
    /** Stops that the engine was asked for and has not carried out. */
    private final Map<LeaseId, Unanswered> unanswered = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor killer = new ScheduledThreadPoolExecutor(
            1, r -> Thread.ofPlatform().daemon().name("job-kill").unstarted(r));

    /**
     * @param killBy when the process is killed without the engine
     * @param failed how often that failed
     */
    private record Unanswered(ContainerRef container, Instant killBy, int failed) {}

    /** @param clock the rig's */
    JobStops(ContainerEngine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
        killer.setKeepAliveTime(IDLE_S, TimeUnit.SECONDS);
        killer.allowCoreThreadTimeOut(true);
        killer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Stops a job; tried with growing pauses until the engine has done it or the rig ends. @param killAt when its grace ends */
    void stop(LeaseId lease, ContainerRef container, Instant killAt) {
        if (!stopping.add(lease)) return;
        Thread.ofVirtual().name("job-stop-" + lease).start(() -> {
            long pause = FIRST_PAUSE_MS;
            try {
                while (closed.getCount() > 0) {
                    if (done(lease, container, killAt)) return;
                    if (closed.await(pause, TimeUnit.MILLISECONDS)) return;
                    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                stopping.remove(lease);
            }
        });
    }

    private boolean done(LeaseId lease, ContainerRef container, Instant killAt) {
        try {
            request(lease, container, killAt);
            return true;
        } catch (JobFailure e) {
            LOG.warn("job-stop of {} is tried again: {}", lease, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.warn("job-stop of {} failed unexpectedly and is tried again", lease, e);
        }
        return false;
    }

    /**
     * One request to the engine; waits for its answer. Where it fails or is not answered, the job's process is killed all the
     * same when its time has come.
     */
    void request(LeaseId lease, ContainerRef container, Instant killAt) throws JobFailure {
        Unanswered mine = new Unanswered(container, killAt.plus(ENGINE_TIME), 0);
        if (unanswered.putIfAbsent(lease, mine) == null) lookLater(lease);
        Duration grace = Duration.between(clock.instant(), killAt);
        engine.stop(container, grace.isNegative() ? Duration.ZERO : grace);
        unanswered.remove(lease);
    }

    private void lookLater(LeaseId lease) {
        try {
            killer.schedule(() -> look(lease), LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The rig ends; its next start asks for the stop again.
            unanswered.remove(lease);
        }
    }

    private void look(LeaseId lease) {
        Unanswered stop = unanswered.get(lease);
        if (stop == null) return;
        if (clock.instant().isBefore(stop.killBy()) || !killed(lease, stop)) lookLater(lease);
    }

    /** False where it is tried again. What was killed stays known until the engine answers: it is killed once. */
    private boolean killed(LeaseId lease, Unanswered stop) {
        try {
            OptionalLong process = engine.killProcess(stop.container());
            if (process.isPresent())
                LOG.warn(
                        "The container engine has not stopped the job of {} in time: its process {} was killed",
                        lease,
                        process.getAsLong());
            else
                LOG.warn(
                        "The container engine has not stopped the job of {} in time, and no process of it was found that the"
                                + " rig may kill: if the job still runs, it runs until the engine answers",
                        lease);
            return true;
        } catch (JobFailure | RuntimeException | Error e) {
            if (stop.failed() == 0)
                LOG.warn("The process of the job of {} is not killed yet; it is tried again", lease, e);
            unanswered.replace(lease, stop, new Unanswered(stop.container(), stop.killBy(), stop.failed() + 1));
            return false;
        }
    }

    /** The lease has no container any more, or has left the working set. */
    void forget(LeaseId lease) {
        unanswered.remove(lease);
    }

    /** Ends no job: the next start asks for what is still to be stopped. */
    @Override
    public void close() {
        closed.countDown();
        killer.shutdownNow();
    }
}
