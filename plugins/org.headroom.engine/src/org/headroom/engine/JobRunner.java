package org.headroom.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of leases, a virtual thread for each thing that waits, and reports what became of them. An end is reported as
 * soon as the engine tells it: the last of the output, and the hash of what the job left, come after it.
 */
final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    static final int SIGKILLED = 128 + 9;
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Of a watch that fails unexpectedly, until the end of the job is reported as unknown. */
    private static final int WATCH_ATTEMPTS = 3;

    private static final JobArtefacts PENDING = new JobArtefacts.Pending();
    private static final JobArtefacts STILL_WRITTEN =
            new JobArtefacts.NotHashed("the job may still write, as its end is unknown");

    private static final int CAUSE_TRIES = 3;
    private static final long CAUSE_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Receives reports; called on the runner's threads. */
    interface Reports {
        void started(LeaseId lease, ContainerRef container, Instant at);

        void refused(LeaseId lease, String reason);

        void ended(LeaseId lease, End end);

        /** All output has been handed on before, as far as that could be done. */
        void hashed(LeaseId lease, JobArtefacts artefacts);

        /** @return false where it could not be handed on: it comes again */
        boolean output(LeaseTerms lease, long offset, String text);

        /** @param reason a part of a sentence */
        void overused(LeaseId lease, String reason);

        /** @param reason why the use of the disk is unknown */
        void diskUnknown(LeaseId lease, String reason);
    }

    /**
     * How a job ended, before anyone says what that means. Times are by the rig's clock.
     *
     * @param cause what ended it, as far as the engine tells that
     * @param artefacts pending unless they are not to be hashed
     * @param wall the same by the wall clock, which stamps the samples of GPUs; empty where that was set meanwhile
     */
    record End(
            Instant startedAt,
            Instant endedAt,
            int exitCode,
            Optional<EndCause> cause,
            JobArtefacts artefacts,
            Optional<WallTimes> wall) {
        /** Where both clocks are the same. */
        End(Instant startedAt, Instant endedAt, int exitCode, boolean outOfMemory, Hash32 artefacts) {
            this(
                    startedAt,
                    endedAt,
                    exitCode,
                    outOfMemory ? Optional.of(EndCause.OUT_OF_MEMORY) : Optional.empty(),
                    new JobArtefacts.Hashed(artefacts),
                    Optional.of(new WallTimes(startedAt, endedAt)));
        }
    }

    /** A job's start and end as the container engine tells them: by the wall clock of the moment. */
    record WallTimes(Instant startedAt, Instant endedAt) {}

    private final ContainerEngine engine;
    private final RigParts parts;
    private final Reports reports;
    private final RigClock clock;
    private final JobOutputs outputs;
    private final Set<LeaseId> watched = ConcurrentHashMap.newKeySet();
    private final Set<LeaseId> givenUp = ConcurrentHashMap.newKeySet();
    private final ArtefactsReader artefacts;
    private final JobStops stops;
    private final JobRemovals removals;
    private final OccupiedGpus occupied;
    private final JobStarts starts;
    private final CountDownLatch closed = new CountDownLatch(1);

    JobRunner(RigParts parts, RigClock clock, Reports reports, OccupiedGpus occupied) {
        this(parts, clock, reports, occupied, new ArtefactsReader(parts.artefacts()), new UnsentOutput());
    }

    JobRunner(
            RigParts parts,
            RigClock clock,
            Reports reports,
            OccupiedGpus occupied,
            ArtefactsReader artefacts,
            UnsentOutput unsent) {
        this.engine = parts.containers();
        this.artefacts = artefacts;
        this.stops = new JobStops(engine, clock::instant);
        this.occupied = occupied;
        this.starts = new JobStarts(parts, clock, reports, this::directory);
        this.removals = new JobRemovals(engine, stops, clock::instant, new RepeatedWork("job-removal"), occupied);
        this.parts = parts;
        this.clock = clock;
        this.reports = reports;
        this.outputs = new JobOutputs(engine, this::directory, reports::output, unsent);
    }

    Path directory(LeaseId lease) {
        return parts.leases().resolve(lease.value());
    }

    /** As {@link JobStarts#start}. */
    void start(LeaseTerms terms, Acceptance acceptance, Duration within) {
        starts.start(terms, acceptance, within);
    }

    /** Follows a job to its end; asked twice for one lease it goes on as it was. */
    void watch(LeaseTerms terms, ContainerRef container, Instant startedAt) {
        LeaseId lease = terms.lease();
        if (!watched.add(lease)) return;
        Thread.ofVirtual().name("job-watch-" + lease).start(() -> {
            try {
                watchToTheEnd(terms, container, startedAt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                LOG.error("The watch over the job of {} failed; its end is reported as unknown", lease, e);
                reports.ended(lease, killed(startedAt, clock.instant(), Optional.empty(), STILL_WRITTEN));
                outputs.cutShort(lease);
            } finally {
                watched.remove(lease);
                outputs.over(lease);
            }
        });
    }

    private void watchToTheEnd(LeaseTerms terms, ContainerRef container, Instant startedAt)
            throws InterruptedException {
        LeaseId lease = terms.lease();
        int failures = 0;
        while (closed.getCount() > 0) {
            Optional<JobOutputs.Following> following = Optional.empty();
            try (Subscription disk = engine.watchDisk(
                    container,
                    reason -> reports.overused(lease, reason),
                    reason -> reports.diskUnknown(lease, reason))) {
                following = outputs.follow(terms, container);
                var exited = engine.await(container);
                outputs.ending(lease);
                // First: the GPU is held, and the renter pays, until this is recorded.
                reports.ended(lease, end(startedAt, exited, cause(lease, exited)));
                if (following.isPresent()) outputs.finish(lease, following.get());
                return;
            } catch (JobFailure e) {
                if (closed.getCount() == 0) return;
                LOG.warn("The container of {} cannot be watched: {}", lease, e.getMessage());
                following.ifPresent(f -> f.subscription().close());
                if (e.kind() != JobFailure.Kind.PROCESSES_LEFT && gone(lease)) {
                    outputs.ending(lease);
                    reports.ended(
                            lease,
                            killed(startedAt, clock.instant(), Optional.of(EndCause.CONTAINER_REMOVED), PENDING));
                    outputs.cutShort(lease);
                    return;
                }
                if (closed.await(2, TimeUnit.SECONDS)) return;
            } catch (RuntimeException | Error e) {
                following.ifPresent(f -> f.subscription().close());
                if (++failures >= WATCH_ATTEMPTS) throw e;
                LOG.warn("The watch over the job of {} failed and begins again", lease, e);
                if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) return;
            }
        }
    }

    /** True only when the engine answers and says that there is no such container. */
    private boolean gone(LeaseId lease) {
        try {
            return engine.find(lease).isEmpty();
        } catch (JobFailure e) {
            return false;
        }
    }

    /** The one place where the engine's times of a job's end become the rig clock's. */
    private End end(Instant startedAt, ContainerState.Exited exited, Optional<EndCause> cause) {
        Instant endedAt = clock.ofWall(exited.endedAt(), startedAt);
        WallTimes wall = new WallTimes(exited.startedAt(), exited.endedAt());
        boolean set = RigClock.differ(
                Duration.between(wall.startedAt(), wall.endedAt()), Duration.between(startedAt, endedAt));
        return new End(
                startedAt, endedAt, exited.exitCode(), cause, PENDING, set ? Optional.empty() : Optional.of(wall));
    }

    /** Of a job whose end the engine does not tell. */
    private End killed(Instant startedAt, Instant endedAt, Optional<EndCause> cause, JobArtefacts artefacts) {
        Optional<WallTimes> wall = clock.isSet() ? Optional.empty() : Optional.of(new WallTimes(startedAt, endedAt));
        return new End(startedAt, endedAt, SIGKILLED, cause, artefacts, wall);
    }

    private Optional<EndCause> cause(LeaseId lease, ContainerState.Exited exited) {
        if (exited.exitCode() == 0) return Optional.empty();
        if (exited.outOfMemory()) return Optional.of(EndCause.OUT_OF_MEMORY);
        // A question that fails once must not make somebody else's stop the renter's failure.
        for (int tries = 1; ; tries++) {
            try {
                return engine.wasStopped(exited.container())
                        ? Optional.of(EndCause.CONTAINER_STOPPED)
                        : Optional.empty();
            } catch (JobFailure e) {
                LOG.debug("Whether the container of {} was stopped is unknown: {}", lease, e.getMessage());
                if (tries == CAUSE_TRIES) return Optional.empty();
                LockSupport.parkNanos(this, CAUSE_PAUSE_NS);
            } catch (RuntimeException | Error e) {
                LOG.warn("Whether the container of {} was stopped is unknown", lease, e);
                return Optional.empty();
            }
        }
    }

    /** Hashes what an ended job left, and reports it when the job's output has been handed on as well. */
    void hash(LeaseId lease) {
        CompletableFuture<Void> output = outputs.last(lease);
        artefacts.read(
                lease,
                directory(lease).resolve("artefacts"),
                known -> output.thenRun(() -> reports.hashed(lease, known)));
    }

    /**
     * Stops a job; tried until the engine has done it. Where it does not, the job's process is killed without it.
     *
     * @param killAt when its grace ends
     */
    void stop(LeaseId lease, ContainerRef container, Instant killAt) {
        stops.stop(lease, container, killAt);
    }

    /**
     * Reports a job as ended that does not end: its receipt is due. Asked twice for one lease it does nothing more.
     *
     * @param endedAt from when on it could not do its work, or is not known to have done it
     * @param cause empty where the job still runs, though it was killed
     */
    private void giveUp(
            LeaseTerms terms, Instant startedAt, Instant endedAt, Optional<EndCause> cause, JobArtefacts artefacts) {
        LeaseId lease = terms.lease();
        if (!givenUp.add(lease)) return;
        if (!cause.equals(Optional.of(EndCause.CONTAINER_REMOVED)))
            occupied.add(lease, terms.bid().gpuIds());
        LOG.warn(
                "The job of {} has no end that is known{}; its lease is closed as of {}",
                lease,
                cause.map(c -> ": " + c.words()).orElse(", it cannot be ended"),
                endedAt);
        Thread.ofVirtual().name("job-give-up-" + lease).start(() -> {
            outputs.cutShort(lease);
            reports.ended(lease, killed(startedAt, endedAt, cause, artefacts));
        });
    }

    /** Ends the lease of a job whose end has not been reported in time. */
    void close(LeaseState.Stopping lease, JobVerdict verdict) {
        switch (verdict) {
            case JobVerdict.StillRuns s ->
                giveUp(lease.terms(), lease.startedAt(), lease.since(), Optional.empty(), STILL_WRITTEN);
            case JobVerdict.Ended e -> endedUnseen(lease.terms(), lease.startedAt(), e.exited());
            case JobVerdict.Gone g ->
                giveUp(lease.terms(), lease.startedAt(), g.seen(), Optional.of(EndCause.CONTAINER_REMOVED), PENDING);
            case JobVerdict.Silent s ->
                giveUp(lease.terms(), lease.startedAt(), s.seen(), Optional.of(EndCause.ENGINE_SILENT), STILL_WRITTEN);
        }
    }

    /** Reports the end that the engine tells, where the watch over the job has not. As {@link #giveUp} else. */
    private void endedUnseen(LeaseTerms terms, Instant startedAt, ContainerState.Exited exited) {
        LeaseId lease = terms.lease();
        if (!givenUp.add(lease)) return;
        LOG.warn("The end of the job of {} was not reported; the container engine tells it", lease);
        Thread.ofVirtual().name("job-end-" + lease).start(() -> {
            try {
                outputs.cutShort(lease);
                reports.ended(lease, end(startedAt, exited, cause(lease, exited)));
            } catch (RuntimeException | Error e) {
                LOG.warn("The end of the job of {} could not be reported; it is tried again", lease, e);
                givenUp.remove(lease);
            }
        });
    }

    /** Removes the container of a job that has ended, and its disk; tried until they are gone. */
    void remove(LeaseTerms terms, ContainerRef container) {
        removals.remove(terms.lease(), container, terms.bid().gpuIds());
    }

    /** Stops and removes whatever container and disk a lease has that must have none; tried until there is none. */
    void discard(LeaseTerms terms) {
        LeaseId lease = terms.lease();
        removals.discard(lease, terms.bid().gpuIds(), () -> starts.isDoubtful(lease));
    }

    /** The same of a lease of which nothing else is known any more. */
    void discardUnknown(LeaseId lease) {
        removals.discard(lease, List.of(), () -> starts.isDoubtful(lease));
    }

    /** As {@link JobRemovals#sweep}. */
    boolean sweep(
            Predicate<LeaseId> needed, Function<LeaseId, Collection<GpuId>> gpusOf, boolean disks, Runnable looked) {
        return removals.sweep(needed, gpusOf, disks, looked);
    }

    /** As {@link JobRemovals#disksAreDue}. */
    boolean disksAreDue() {
        return removals.disksAreDue();
    }

    /** Whether the lease of a job was ended without the job's own end. Any thread. */
    boolean isGivenUp(LeaseId lease) {
        return givenUp.contains(lease);
    }

    /** The lease has left the working set. */
    void forget(LeaseId lease) {
        givenUp.remove(lease);
        starts.forget(lease);
        stops.forget(lease);
    }

    JobOutputs outputs() {
        return outputs;
    }

    @Override
    public void close() {
        closed.countDown();
        starts.close();
        stops.close();
        removals.close();
        artefacts.close();
        outputs.close();
    }
}
