package org.headroom.engine;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes containers and disks that no lease needs any more, each tried until it is gone. Any thread; no method waits. */
final class JobRemovals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRemovals.class);

    private final ContainerEngine engine;
    private final JobStops stops;
    private final InstantSource clock;
    private final RepeatedWork work;

    /** @param clock the rig's */
    JobRemovals(ContainerEngine engine, JobStops stops, InstantSource clock, RepeatedWork work) {
        this.engine = engine;
        this.stops = stops;
        this.clock = clock;
        this.work = work;
    }

    /** Removes the container of a job that has ended, and its disk; tried until they are gone. */
    void remove(LeaseId lease, ContainerRef container) {
        work.begin("job-remove", lease, () -> {
            engine.remove(container);
            if (engine.find(lease).isPresent()) return false;
            // Also where somebody else removed the container.
            engine.settleDisk(lease);
            return true;
        });
    }

    /** Stops and removes whatever container and disk a lease has that must have none; tried until there is none. */
    void discard(LeaseId lease) {
        work.begin("job-discard", lease, () -> {
            if (!removed(lease)) return false;
            engine.settleDisk(lease);
            return true;
        });
    }

    /** One attempt. @return whether the lease has no container */
    private boolean removed(LeaseId lease) throws JobFailure {
        Optional<ContainerState> there = engine.find(lease);
        if (there.isEmpty()) return true;
        if (there.get() instanceof ContainerState.Running r) stops.request(lease, r.container(), clock.instant());
        engine.remove(there.get().container());
        return engine.find(lease).isEmpty();
    }

    /** Takes a disk out of use that was left behind, also where no engine answers; tried until that is done. */
    private void settleDisk(LeaseId lease, Predicate<LeaseId> needed) {
        work.begin("job-disk", lease, () -> {
            if (needed.test(lease)) return true;
            try {
                if (!removed(lease)) return false;
            } catch (JobFailure e) {
                if (e.kind() != JobFailure.Kind.NO_ENGINE) throw e;
            }
            engine.settleDisk(lease);
            return true;
        });
    }

    /** Containers and disks of this rig whose leases are over: left behind by a crash or by an engine that was away. */
    void sweep(Predicate<LeaseId> needed) {
        Thread.ofVirtual().name("job-sweep").start(() -> {
            try {
                for (LeaseId lease : engine.leases()) if (!needed.test(lease)) discard(lease);
            } catch (JobFailure e) {
                LOG.debug("Left-over containers are looked for again later: {}", e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.warn("Left-over containers could not be looked for", e);
            }
            try {
                for (LeaseId lease : engine.disks()) if (!needed.test(lease)) settleDisk(lease, needed);
            } catch (JobFailure e) {
                LOG.warn("{}", e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.warn("Left-over disks of jobs could not be looked for", e);
            }
        });
    }

    @Override
    public void close() {
        work.close();
    }
}
