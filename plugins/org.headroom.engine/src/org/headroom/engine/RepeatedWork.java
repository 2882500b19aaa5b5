package org.headroom.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries things again with growing pauses until they are done or the rig ends; seldom, once that has failed for long.
 * A few threads do all of it, however many leases there are, and what pauses holds none of them. Each reason is logged
 * as a warning once, and so is that a thing has failed for long. Any thread.
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
    /** Of the reasons that are remembered as said, of one lease. */
    private static final int MOST_REASONS = 8;

    /**
     * How long it pauses.
     *
     * @param first doubled with each attempt
     * @param attempts after so many in vain the pause is {@code seldom}
     */
    record Pauses(Duration first, Duration longest, int attempts, Duration seldom) {
        /** The last of the frequent attempts is made after half an hour. */
        static final Pauses STANDARD =
                new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1), 35, Duration.ofMinutes(10));

        /** @param failed attempts until now */
        Duration after(int failed) {
            if (failed >= attempts) return seldom;
            Duration doubled = first.multipliedBy(1L << Math.clamp(failed - 1L, 0, 30));
            return doubled.compareTo(longest) < 0 ? doubled : longest;
        }
    }

    private final Map<LeaseId, Work> underWay = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor threads;
    private final Pauses pauses;
    private final Consumer<String> warnings;

    RepeatedWork(String name) {
        this(name, Pauses.STANDARD, LOG::warn);
    }

    /** @param warnings told what the owner has to know; called on any thread */
    RepeatedWork(String name, Pauses pauses, Consumer<String> warnings) {
        this.pauses = pauses;
        this.warnings = warnings;
        threads = new ScheduledThreadPoolExecutor(
                THREADS, r -> Thread.ofPlatform().daemon().name(name).unstarted(r));
        threads.setKeepAliveTime(IDLE_S, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does nothing where something is under way for the lease. */
    void begin(String name, LeaseId lease, Attempt attempt) {
        Work work = new Work(name, lease, attempt);
        if (underWay.putIfAbsent(lease, work) == null) schedule(work, Duration.ZERO);
    }

    private void schedule(Work work, Duration delay) {
        try {
            threads.schedule(() -> run(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The rig ends; its next start finds what is left.
            underWay.remove(work.lease);
        }
    }

    private void run(Work work) {
        if (work.done()) underWay.remove(work.lease);
        else schedule(work, pauses.after(work.failed));
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    /** One lease's; tried by one thread at a time. */
    private final class Work {
        private final String name;
        private final LeaseId lease;
        private final Attempt attempt;
        private final Set<String> said = new HashSet<>();
        private volatile int failed;

        Work(String name, LeaseId lease, Attempt attempt) {
            this.name = name;
            this.lease = lease;
            this.attempt = attempt;
        }

        boolean done() {
            String reason;
            try {
                if (attempt.made()) {
                    if (failed >= pauses.attempts()) warnings.accept(called() + " is done after all");
                    return true;
                }
                reason = "it is not done yet";
                LOG.debug("{} is tried again: {}", called(), reason);
            } catch (JobFailure e) {
                reason = String.valueOf(e.getMessage());
                if (isNew(reason)) warnings.accept(called() + " is tried again: " + reason);
                else LOG.debug("{} is tried again: {}", called(), reason);
            } catch (RuntimeException | Error e) {
                reason = e.toString();
                if (isNew(reason)) LOG.warn("{} failed unexpectedly and is tried again", called(), e);
            }
            if (++failed == pauses.attempts())
                warnings.accept(called() + " was tried " + failed + " times in vain and is tried every "
                        + pauses.seldom().toSeconds() + " s from now on; until it is done its container, disk and GPU"
                        + " may stay in use: " + reason);
            return false;
        }

        private String called() {
            return name + " of " + lease;
        }

        private boolean isNew(String reason) {
            return said.size() < MOST_REASONS && said.add(reason);
        }
    }
}
