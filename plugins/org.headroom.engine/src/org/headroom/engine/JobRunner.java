package org.headroom.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobLogSize;
import org.headroom.model.job.JobSpec;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of leases, a virtual thread for each thing that waits, and reports what became of them. What a job held is
 * let go of when it has been reported as ended.
 */
final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    static final int SIGKILLED = 128 + 9;
    /** For the last of the output after the job's end; what is still missing then is left out. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

    private static final Duration FLUSH = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Of a watch that fails unexpectedly, until the end of the job is reported as unknown. */
    private static final int WATCH_ATTEMPTS = 3;

    private static final int CAUSE_TRIES = 3;
    private static final long CAUSE_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Receives reports; called on the runner's threads. */
    interface Reports {
        void started(LeaseId lease, ContainerRef container, Instant at);

        void refused(LeaseId lease, String reason);

        void ended(LeaseId lease, End end);

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
     * @param artefacts empty where the digest is unknown
     * @param wall the same by the wall clock, which stamps the samples of GPUs; empty where that was set meanwhile
     */
    record End(
            Instant startedAt,
            Instant endedAt,
            int exitCode,
            Optional<EndCause> cause,
            Optional<Hash32> artefacts,
            Optional<WallTimes> wall) {
        /** Where both clocks are the same. */
        End(Instant startedAt, Instant endedAt, int exitCode, boolean outOfMemory, Hash32 artefacts) {
            this(
                    startedAt,
                    endedAt,
                    exitCode,
                    outOfMemory ? Optional.of(EndCause.OUT_OF_MEMORY) : Optional.empty(),
                    Optional.of(artefacts),
                    Optional.of(new WallTimes(startedAt, endedAt)));
        }
    }

    /** A job's start and end as the container engine tells them: by the wall clock of the moment. */
    record WallTimes(Instant startedAt, Instant endedAt) {}

    /** A job's output on its way, and whether all of it has come. */
    private record Following(Subscription subscription, JobOutput output, CountDownLatch ended) {}

    private final ContainerEngine engine;
    private final RigParts parts;
    private final Reports reports;
    private final RigClock clock;
    private final LeaseLogs logs;
    private final Map<LeaseId, JobOutput> outputs = new ConcurrentHashMap<>();
    private final Set<LeaseId> watched = ConcurrentHashMap.newKeySet();
    private final Set<LeaseId> givenUp = ConcurrentHashMap.newKeySet();
    private final ArtefactsReader artefacts;
    private final JobStops stops;
    private final JobRemovals removals;
    private final UnsentOutput unsent;
    /** Whether the last flush failed; of the flusher alone. */
    private boolean flushFailing;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledExecutorService flusher = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("job-output").unstarted(r));

    JobRunner(RigParts parts, RigClock clock, Reports reports) {
        this(parts, clock, reports, new ArtefactsReader(parts.artefacts(), ArtefactsReader.LIMIT), new UnsentOutput());
    }

    JobRunner(RigParts parts, RigClock clock, Reports reports, ArtefactsReader artefacts, UnsentOutput unsent) {
        this.engine = parts.containers();
        this.artefacts = artefacts;
        this.unsent = unsent;
        this.stops = new JobStops(engine, clock::instant);
        this.removals = new JobRemovals(engine, stops, clock::instant, new RepeatedWork("job-removal"));
        this.parts = parts;
        this.clock = clock;
        this.reports = reports;
        this.logs = new LeaseLogs(this::directory);
        flusher.scheduleWithFixedDelay(this::flush, FLUSH.toMillis(), FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    Path directory(LeaseId lease) {
        return parts.leases().resolve(lease.value());
    }

    /** What it throws would end the flusher. */
    private void flush() {
        try {
            outputs.values().forEach(JobOutput::tryFlush);
            unsent.flush();
            flushFailing = false;
        } catch (RuntimeException | Error e) {
            if (!flushFailing) LOG.warn("The output of jobs could not be handed on; it is tried again", e);
            flushFailing = true;
        }
    }

    /**
     * Starts the job of a lease, once however often it is asked. The engine itself ends it when the agreed time is over, should
     * the rig not be there to do it.
     *
     * @param within how long an engine that does not answer is asked again
     */
    void start(LeaseTerms terms, Acceptance acceptance, Duration within) {
        Instant until = clock.instant().plus(within);
        Thread.ofVirtual().name("job-start-" + terms.lease()).start(() -> {
            try {
                switch (container(terms, acceptance, until)) {
                    case ContainerState.Running r -> started(terms.lease(), r.container(), r.startedAt());
                    case ContainerState.Exited e -> started(terms.lease(), e.container(), e.startedAt());
                    case ContainerState.Created c ->
                        reports.refused(terms.lease(), "the container was created but would not start");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (JobFailure | SecretsReader.Unreadable e) {
                reports.refused(terms.lease(), String.valueOf(e.getMessage()));
            } catch (RuntimeException | Error e) {
                LOG.warn("Starting the job of {} failed unexpectedly", terms.lease(), e);
                reports.refused(terms.lease(), "the job could not be started: " + e.getMessage());
            }
        });
    }

    /** An engine that is being started again is no reason to refuse a lease that is paid for. */
    private ContainerState container(LeaseTerms terms, Acceptance acceptance, Instant until)
            throws JobFailure, SecretsReader.Unreadable, InterruptedException {
        while (true) {
            try {
                return engine.start(spec(terms, acceptance, clock.instant().plus(terms.agreed())));
            } catch (JobFailure e) {
                if (e.kind() != JobFailure.Kind.NO_ENGINE || clock.instant().isAfter(until)) throw e;
                LOG.warn("The job of {} is not started yet: {}", terms.lease(), e.getMessage());
            }
            if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) throw new InterruptedException();
        }
    }

    private void started(LeaseId lease, ContainerRef container, Instant wall) {
        reports.started(lease, container, clock.ofWall(wall, Instant.MIN));
    }

    private JobSpec spec(LeaseTerms terms, Acceptance acceptance, Instant deadline) throws SecretsReader.Unreadable {
        // A simulated GPU is no device that could be handed in.
        List<GpuId> gpus = terms.bid().simulated() ? List.of() : terms.bid().gpuIds();
        Manifest manifest = terms.order().manifest().withOpened(parts.secrets().read(terms.order(), acceptance));
        ByteCount disk = terms.order().requirements().disk();
        return new JobSpec(
                terms.lease(),
                manifest,
                gpus,
                directory(terms.lease()).resolve("artefacts"),
                deadline,
                disk.bytes() > 0 ? Optional.of(disk) : Optional.empty());
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
                finishOutput(lease);
                reports.ended(lease, killed(startedAt, clock.instant(), Optional.empty(), digest(lease)));
            } finally {
                watched.remove(lease);
                JobOutput output = outputs.remove(lease);
                if (output != null) {
                    logs.ended(lease, output.tail());
                    if (closed.getCount() > 0) unsent.add(output);
                }
            }
        });
    }

    private void watchToTheEnd(LeaseTerms terms, ContainerRef container, Instant startedAt)
            throws InterruptedException {
        LeaseId lease = terms.lease();
        int failures = 0;
        while (closed.getCount() > 0) {
            Optional<Following> following = Optional.empty();
            try (Subscription disk = engine.watchDisk(
                    container,
                    reason -> reports.overused(lease, reason),
                    reason -> reports.diskUnknown(lease, reason))) {
                following = follow(terms, container);
                var exited = engine.await(container);
                Optional<EndCause> cause = cause(lease, exited);
                // The output goes out before the receipt, after which the renter expects nothing more.
                if (following.isPresent()) finish(lease, following.get());
                // The digest is last: while it is being read, nothing else reports this end.
                reports.ended(lease, end(startedAt, exited, cause, digest(lease)));
                return;
            } catch (JobFailure e) {
                if (closed.getCount() == 0) return;
                LOG.warn("The container of {} cannot be watched: {}", lease, e.getMessage());
                following.ifPresent(f -> f.subscription().close());
                if (gone(lease)) {
                    Instant endedAt = clock.instant();
                    following.ifPresent(f -> finish(lease, f.output()));
                    reports.ended(
                            lease, killed(startedAt, endedAt, Optional.of(EndCause.CONTAINER_REMOVED), digest(lease)));
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

    private static void finish(LeaseId lease, Following following) throws InterruptedException {
        if (!following.ended().await(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The last of the output of {} does not come; it is left out", lease);
            following.subscription().close();
        }
        finish(lease, following.output());
    }

    private void finishOutput(LeaseId lease) {
        Optional.ofNullable(outputs.get(lease)).ifPresent(output -> finish(lease, output));
    }

    /** Output that cannot be finished holds back no receipt. */
    private static void finish(LeaseId lease, JobOutput output) {
        try {
            output.finish();
        } catch (RuntimeException | Error e) {
            LOG.warn("The output of {} could not be finished", lease, e);
        }
    }

    private Optional<Following> follow(LeaseTerms terms, ContainerRef container) throws JobFailure {
        try {
            JobOutput output = new JobOutput(
                    directory(terms.lease()).resolve(LeaseLogs.FILE),
                    logBytes(terms),
                    (offset, text) -> reports.output(terms, offset, text));
            outputs.put(terms.lease(), output);
            CountDownLatch ended = new CountDownLatch(1);
            return Optional.of(
                    new Following(engine.follow(container, output::accept, ended::countDown), output, ended));
        } catch (IOException e) {
            LOG.warn("The log of {} cannot be kept: {}", terms.lease(), e.getMessage());
            return Optional.empty();
        }
    }

    private static long logBytes(LeaseTerms terms) {
        long disk = terms.order().requirements().disk().bytes();
        return disk > 0 ? JobLogSize.bytes(disk) : JobLogSize.MOST_BYTES;
    }

    /** The one place where the engine's times of a job's end become the rig clock's. */
    private End end(
            Instant startedAt, ContainerState.Exited exited, Optional<EndCause> cause, Optional<Hash32> digest) {
        Instant endedAt = clock.ofWall(exited.endedAt(), startedAt);
        WallTimes wall = new WallTimes(exited.startedAt(), exited.endedAt());
        boolean set = RigClock.differ(
                Duration.between(wall.startedAt(), wall.endedAt()), Duration.between(startedAt, endedAt));
        return new End(
                startedAt, endedAt, exited.exitCode(), cause, digest, set ? Optional.empty() : Optional.of(wall));
    }

    /** Of a job whose end the engine does not tell. */
    private End killed(Instant startedAt, Instant endedAt, Optional<EndCause> cause, Optional<Hash32> digest) {
        Optional<WallTimes> wall = clock.isSet() ? Optional.empty() : Optional.of(new WallTimes(startedAt, endedAt));
        return new End(startedAt, endedAt, SIGKILLED, cause, digest, wall);
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

    private Optional<Hash32> digest(LeaseId lease) {
        return artefacts.digest(lease, directory(lease).resolve("artefacts"));
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
    private void giveUp(LeaseTerms terms, Instant startedAt, Instant endedAt, Optional<EndCause> cause) {
        LeaseId lease = terms.lease();
        if (!givenUp.add(lease)) return;
        LOG.warn(
                "The job of {} has no end that is known{}; its lease is closed as of {}",
                lease,
                cause.map(c -> ": " + c.words()).orElse(", it cannot be ended"),
                endedAt);
        Thread.ofVirtual().name("job-give-up-" + lease).start(() -> {
            finishOutput(lease);
            // Its artefacts are not read: that may be what takes so long.
            reports.ended(lease, killed(startedAt, endedAt, cause, Optional.empty()));
        });
    }

    /** Ends the lease of a job whose end has not been reported in time. */
    void close(LeaseState.Stopping lease, JobVerdict verdict) {
        switch (verdict) {
            case JobVerdict.StillRuns s -> giveUp(lease.terms(), lease.startedAt(), lease.since(), Optional.empty());
            case JobVerdict.Ended e -> endedUnseen(lease.terms(), lease.startedAt(), e.exited());
            case JobVerdict.Gone g ->
                giveUp(lease.terms(), lease.startedAt(), g.seen(), Optional.of(EndCause.CONTAINER_REMOVED));
            case JobVerdict.Silent s ->
                giveUp(lease.terms(), lease.startedAt(), s.seen(), Optional.of(EndCause.ENGINE_SILENT));
        }
    }

    /**
     * Reports the end that the engine tells, where the watch over the job has not. As {@link #giveUp} else. A watch that has
     * come to the artefacts reports the end itself: their digest has a limit of its own.
     */
    private void endedUnseen(LeaseTerms terms, Instant startedAt, ContainerState.Exited exited) {
        LeaseId lease = terms.lease();
        if (artefacts.isReading(lease) || !givenUp.add(lease)) return;
        LOG.warn("The end of the job of {} was not reported; the container engine tells it", lease);
        Thread.ofVirtual().name("job-end-" + lease).start(() -> {
            try {
                finishOutput(lease);
                // As in giveUp: its artefacts are not read.
                reports.ended(lease, end(startedAt, exited, cause(lease, exited), Optional.empty()));
            } catch (RuntimeException | Error e) {
                LOG.warn("The end of the job of {} could not be reported; it is tried again", lease, e);
                givenUp.remove(lease);
            }
        });
    }

    /** Removes the container of a job that has ended, and its disk; tried until they are gone. */
    void remove(LeaseId lease, ContainerRef container) {
        removals.remove(lease, container);
    }

    /** Stops and removes whatever container and disk a lease has that must have none; tried until there is none. */
    void discard(LeaseId lease) {
        removals.discard(lease);
    }

    /** Containers and disks of this rig whose leases are over: left behind by a crash or by an engine that was away. */
    void sweep(Predicate<LeaseId> needed) {
        removals.sweep(needed);
    }

    /** Whether the lease of a job was ended without the job's own end. Any thread. */
    boolean isGivenUp(LeaseId lease) {
        return givenUp.contains(lease);
    }

    /** The lease has left the working set. */
    void forget(LeaseId lease) {
        givenUp.remove(lease);
        stops.forget(lease);
    }

    /** The end of a job's output; of an ended job from its file. Never waits: what is not read yet is there the next time. */
    String log(LeaseId lease) {
        JobOutput live = outputs.get(lease);
        return live != null ? live.tail() : logs.tail(lease);
    }

    @Override
    public void close() {
        closed.countDown();
        stops.close();
        removals.close();
        flusher.shutdown();
    }
}
