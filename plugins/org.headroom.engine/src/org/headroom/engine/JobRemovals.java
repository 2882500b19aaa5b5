package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.headroom.model.gpu.GpuId;
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
    /** A request whose outcome is unknown may be carried out late, by an engine that was stopped or is slow. */
    private static final Duration CARRIED_OUT_LATE = Duration.ofSeconds(30);

    private final ContainerEngine engine;
    private final JobStops stops;
    private final InstantSource clock;
    private final RepeatedWork work;
    private final OccupiedGpus occupied;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final RepeatedLog diskFailures = new RepeatedLog(LOG::warn);
    private volatile boolean disksDue;

    /** @param clock the rig's */
    JobRemovals(ContainerEngine engine, JobStops stops, InstantSource clock, RepeatedWork work, OccupiedGpus occupied) {
        this.engine = engine;
        this.stops = stops;
        this.clock = clock;
        this.work = work;
        this.occupied = occupied;
    }

    /** Removes the container of a job that has ended, and its disk; tried until they are gone. */
    void remove(LeaseId lease, ContainerRef container, Collection<GpuId> gpus) {
        work.begin("job-remove", lease, () -> {
            try {
                engine.remove(container);
            } catch (JobFailure e) {
                // Its lease is over: where it runs all the same, as one that could not be ended, it is stopped again.
                stopIfRunning(lease, gpus);
                throw e;
            }
            if (engine.find(lease).isPresent()) return false;
            // Also where somebody else removed the container.
            engine.settleDisk(lease);
            occupied.remove(lease);
            return true;
        });
    }

    /**
     * Stops and removes whatever container and disk a lease has that must have none; tried until there is none. Its GPUs get
     * no other job before.
     *
     * @param isDoubtful whether a request to create or start it may still be under way; asked before each attempt
     */
    void discard(LeaseId lease, Collection<GpuId> gpus, BooleanSupplier isDoubtful) {
        occupied.add(lease, gpus);
        discardFound(lease, gpus, isDoubtful, false);
    }

    /** @param isLeft whether nobody has asked for it: it is logged once the work begins, which is once for each container */
    private void discardFound(LeaseId lease, Collection<GpuId> gpus, BooleanSupplier isDoubtful, boolean isLeft) {
        AtomicReference<Instant> doubtful = new AtomicReference<>();
        AtomicBoolean untold = new AtomicBoolean(isLeft);
        work.begin("job-discard", lease, () -> {
            if (untold.getAndSet(false))
                LOG.warn(
                        "The container of lease {} is ended and removed: no lease of this rig's ledger needs it, and"
                                + " nobody pays for it. If the ledger was lost, that is why.",
                        lease);
            if (isDoubtful.getAsBoolean()) doubtful.set(clock.instant());
            if (!removed(lease, gpus)) return false;
            engine.removeUnfinished(lease);
            engine.settleDisk(lease);
            Instant last = doubtful.get();
            if (last != null && clock.instant().isBefore(last.plus(CARRIED_OUT_LATE))) return false;
            occupied.remove(lease);
            return true;
        });
    }

    /** One attempt. @return whether the lease has no container */
    private boolean removed(LeaseId lease, Collection<GpuId> gpus) throws JobFailure {
        Optional<ContainerState> there = stopIfRunning(lease, gpus);
        if (there.isEmpty()) return true;
        engine.remove(there.get().container());
        return engine.find(lease).isEmpty();
    }

    private Optional<ContainerState> stopIfRunning(LeaseId lease, Collection<GpuId> gpus) throws JobFailure {
        Optional<ContainerState> there = engine.find(lease);
        if (there.orElse(null) instanceof ContainerState.Running r) {
            occupied.add(lease, gpus);
            stops.request(lease, r.container(), clock.instant());
        }
        // Its removal may take as long as it wants.
        if (there.orElse(null) instanceof ContainerState.Exited) occupied.remove(lease);
        return there;
    }

    /** Takes a disk out of use that was left behind, also where no engine answers; tried until that is done. */
    private void settleDisk(LeaseId lease, Predicate<LeaseId> needed) {
        work.begin("job-disk", lease, () -> {
            if (needed.test(lease)) return true;
            try {
                if (!removed(lease, Set.of())) return false;
            } catch (JobFailure e) {
                if (e.kind() != JobFailure.Kind.NO_ENGINE) throw e;
            }
            engine.settleDisk(lease);
            occupied.remove(lease);
            return true;
        });
    }

    /**
     * Looks for containers and disks of this rig whose leases are over, left behind by a crash or by an engine that was away,
     * and removes them.
     *
     * @param gpusOf those of a lease; none where they are not known
     * @param disks whether disks are looked for, too
     * @param looked run once the engine has told its containers; not where it does not answer
     * @return whether it has begun to look: not while it is looking
     */
    boolean sweep(
            Predicate<LeaseId> needed, Function<LeaseId, Collection<GpuId>> gpusOf, boolean disks, Runnable looked) {
        if (!sweeping.compareAndSet(false, true)) return false;
        if (disks) disksDue = true;
        Thread.ofVirtual().name("job-sweep").start(() -> {
            try {
                sweepContainers(needed, gpusOf, looked);
                if (disksDue && sweepDisks(needed)) disksDue = false;
            } finally {
                sweeping.set(false);
            }
        });
        return true;
    }

    private void sweepContainers(
            Predicate<LeaseId> needed, Function<LeaseId, Collection<GpuId>> gpusOf, Runnable looked) {
        try {
            for (LeaseId lease : engine.leases()) {
                if (needed.test(lease)) continue;
                // Whether it runs shows in a moment.
                Collection<GpuId> gpus = gpusOf.apply(lease);
                occupied.add(lease, gpus);
                discardFound(lease, gpus, () -> false, true);
            }
            looked.run();
        } catch (JobFailure e) {
            LOG.debug("Left-over containers are looked for again later: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.warn("Left-over containers could not be looked for", e);
        }
    }

    /** Whether disks were to be looked for, and could not be yet: the next sweep does. */
    boolean disksAreDue() {
        return disksDue;
    }

    private boolean sweepDisks(Predicate<LeaseId> needed) {
        try {
            for (LeaseId lease : engine.disks()) if (!needed.test(lease)) settleDisk(lease, needed);
            return true;
        } catch (JobFailure e) {
            diskFailures.failed(String.valueOf(e.getMessage()));
            return false;
        } catch (RuntimeException | Error e) {
            LOG.warn("Left-over disks of jobs could not be looked for", e);
            return true;
        }
    }

    @Override
    public void close() {
        work.close();
    }
}
