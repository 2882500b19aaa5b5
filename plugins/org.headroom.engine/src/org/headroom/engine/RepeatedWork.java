package org.headroom.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries things again with growing pauses until they are done or the rig ends. A few threads do all of it, however many
 * leases there are, and what pauses holds none of them. Any thread.
 */
final class RepeatedWork implements AutoCloseable {
    /** One attempt. */
    @FunctionalInterface
    interface Attempt {
        /** @return whether there is nothing left to do */
        boolean made() throws JobFailure;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedWork.class);
    static final int THREADS = 4;
    private static final long IDLE_S = 10;
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 60_000;

    /** What was last said of each lease that is worked on. */
    private final Map<LeaseId, String> underWay = new ConcurrentHashMap<>();

    private final ScheduledThreadPoolExecutor threads;

    RepeatedWork(String name) {
        threads = new ScheduledThreadPoolExecutor(
                THREADS, r -> Thread.ofPlatform().daemon().name(name).unstarted(r));
        threads.setKeepAliveTime(IDLE_S, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does nothing where something is under way for the lease. */
    void begin(String name, LeaseId lease, Attempt attempt) {
        if (underWay.putIfAbsent(lease, "") == null) schedule(name, lease, attempt, 0, FIRST_PAUSE_MS);
    }

    private void schedule(String name, LeaseId lease, Attempt attempt, long delay, long pause) {
        try {
            threads.schedule(() -> run(name, lease, attempt, pause), delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The rig ends; its next start finds what is left.
            underWay.remove(lease);
        }
    }

    private void run(String name, LeaseId lease, Attempt attempt, long pause) {
        if (done(name, lease, attempt)) underWay.remove(lease);
        else schedule(name, lease, attempt, pause, Math.min(LONGEST_PAUSE_MS, pause * 2));
    }

    private boolean done(String name, LeaseId lease, Attempt attempt) {
        try {
            return attempt.made();
        } catch (JobFailure e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.equals(underWay.put(lease, reason)))
                LOG.debug("{} of {} is tried again: {}", name, lease, reason);
            else LOG.warn("{} of {} is tried again: {}", name, lease, reason);
        } catch (RuntimeException | Error e) {
            LOG.warn("{} of {} failed unexpectedly and is tried again", name, lease, e);
        }
        return false;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
