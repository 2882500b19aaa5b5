package org.headroom.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the jobs of leases, a virtual thread for each, and knows of which it is unknown whether the engine has started them:
 * a request that was not answered may be carried out late.
 */
final class JobStarts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobStarts.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ContainerEngine engine;
    private final SecretsReader secrets;
    private final RigClock clock;
    private final JobRunner.Reports reports;
    private final Function<LeaseId, Path> directory;
    private final Set<LeaseId> starting = ConcurrentHashMap.newKeySet();
    private final Set<LeaseId> doubtful = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param directory of a lease's files */
    JobStarts(RigParts parts, RigClock clock, JobRunner.Reports reports, Function<LeaseId, Path> directory) {
        this.engine = parts.containers();
        this.secrets = parts.secrets();
        this.clock = clock;
        this.reports = reports;
        this.directory = directory;
    }

    /**
     * Starts the job of a lease, once however often it is asked. The engine itself ends it when the agreed time is over, should
     * the rig not be there to do it.
     *
     * @param within how long an engine that does not answer is asked again
     */
    void start(LeaseTerms terms, Acceptance acceptance, Duration within) {
        Instant until = clock.instant().plus(within);
        starting.add(terms.lease());
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
                doubtful.add(terms.lease());
                reports.refused(terms.lease(), "the job could not be started: " + e.getMessage());
            } finally {
                starting.remove(terms.lease());
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
                boolean silent = e.kind() == JobFailure.Kind.NO_ENGINE;
                if (silent) doubtful.add(terms.lease());
                if (!silent || clock.instant().isAfter(until)) throw e;
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
        Manifest manifest = terms.order().manifest().withOpened(secrets.read(terms.order(), acceptance));
        ByteCount disk = terms.order().requirements().disk();
        return new JobSpec(
                terms.lease(),
                manifest,
                gpus,
                directory.apply(terms.lease()).resolve("artefacts"),
                deadline,
                disk.bytes() > 0 ? Optional.of(disk) : Optional.empty(),
                Set.copyOf(terms.order().manifest().secrets()));
    }

    /**
     * Whether a container of the lease may come to be: a request is under way, or one was not answered since this was last
     * asked.
     */
    boolean isDoubtful(LeaseId lease) {
        return starting.contains(lease) | doubtful.remove(lease);
    }

    /** The lease has left the working set. */
    void forget(LeaseId lease) {
        doubtful.remove(lease);
    }

    /** Nothing is tried again. */
    @Override
    public void close() {
        closed.countDown();
    }
}
