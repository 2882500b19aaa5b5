package org.headroom.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Subscription;
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
import org.headroom.model.money.Hash32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the jobs of leases, a virtual thread for each thing that waits, and reports what became of them. */
final class JobRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final int SIGKILLED = 137;
    /** For the last of the output after the job's end; what is still missing then is left out. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** Where the runner reports to; called on its own threads. */
    interface Reports {
        void started(LeaseId lease, ContainerRef container, Instant at);

        void refused(LeaseId lease, String reason);

        void ended(LeaseId lease, End end);

        void output(LeaseTerms lease, long offset, String text);
    }

    /** How a job ended, before anyone says what that means. */
    record End(Instant startedAt, Instant endedAt, int exitCode, Hash32 artefacts) {}

    /** A job's output on its way, and whether all of it has come. */
    private record Following(Subscription subscription, JobOutput output, CountDownLatch ended) {}

    private final ContainerEngine engine;
    private final RigParts parts;
    private final Reports reports;
    private final RigPolicy policy;
    private final java.time.Clock clock;
    private final Map<LeaseId, JobOutput> outputs = new ConcurrentHashMap<>();
    private final Map<LeaseId, String> past = new ConcurrentHashMap<>();
    private final Map<LeaseId, Boolean> watched = new ConcurrentHashMap<>();
    private final Map<LeaseId, Boolean> givenUp = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    JobRunner(RigParts parts, RigPolicy policy, java.time.Clock clock, Reports reports) {
        this.engine = parts.containers();
        this.parts = parts;
        this.policy = policy;
        this.clock = clock;
        this.reports = reports;
    }

    Path directory(LeaseId lease) {
        return parts.leases().resolve(lease.value());
    }

    void start(LeaseTerms terms, Acceptance acceptance, Instant deadline) {
        Thread.ofVirtual().name("job-start-" + terms.lease()).start(() -> {
            try {
                // A simulated GPU is no device that could be handed in.
                List<GpuId> gpus =
                        terms.bid().simulated() ? List.of() : terms.bid().gpuIds();
                Manifest manifest =
                        terms.order().manifest().withOpened(parts.secrets().read(terms.order(), acceptance));
                JobSpec spec = new JobSpec(
                        terms.lease(), manifest, gpus, directory(terms.lease()).resolve("artefacts"), deadline);
                switch (engine.start(spec)) {
                    case ContainerState.Running r -> reports.started(terms.lease(), r.container(), r.startedAt());
                    case ContainerState.Exited e -> reports.started(terms.lease(), e.container(), e.startedAt());
                    case ContainerState.Created c ->
                        reports.refused(terms.lease(), "the container was created but would not start");
                }
            } catch (JobFailure | SecretsReader.Unreadable e) {
                reports.refused(terms.lease(), e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("Starting the job of {} failed unexpectedly", terms.lease(), e);
                reports.refused(terms.lease(), "the job could not be started: " + e.getMessage());
            }
        });
    }

    /** Follows a job to its end; asked twice for one lease it goes on as it was. */
    void watch(LeaseTerms terms, ContainerRef container, Instant startedAt) {
        if (watched.putIfAbsent(terms.lease(), true) != null) return;
        Thread.ofVirtual().name("job-watch-" + terms.lease()).start(() -> {
            try {
                watchToTheEnd(terms, container, startedAt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                watched.remove(terms.lease());
            }
        });
    }

    private void watchToTheEnd(LeaseTerms terms, ContainerRef container, Instant startedAt)
            throws InterruptedException {
        LeaseId lease = terms.lease();
        Optional<Following> following = Optional.empty();
        while (closed.getCount() > 0) {
            try {
                if (following.isEmpty()) following = follow(terms, container);
                var exited = engine.await(container);
                End end = end(lease, exited.startedAt(), exited.endedAt(), exited.exitCode());
                // The output goes out before the receipt, which is the end of the container and of the renter's
                // patience.
                if (following.isPresent()) finish(lease, following.get());
                reports.ended(lease, end);
                return;
            } catch (JobFailure e) {
                if (closed.getCount() == 0) return;
                LOG.warn("The container of {} cannot be watched: {}", lease, e.getMessage());
                following.ifPresent(f -> f.subscription().close());
                following = Optional.empty();
                if (gone(lease)) {
                    reports.ended(lease, end(lease, startedAt, clock.instant(), SIGKILLED));
                    return;
                }
                if (closed.await(2, TimeUnit.SECONDS)) return;
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
        if (!following.ended().await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS))
            LOG.warn("The last of the output of {} does not come; it is left out", lease);
        following.output().finish();
    }

    private Optional<Following> follow(LeaseTerms terms, ContainerRef container) throws JobFailure {
        try {
            JobOutput output = new JobOutput(
                    directory(terms.lease()).resolve("job.log"), (offset, text) -> reports.output(terms, offset, text));
            outputs.put(terms.lease(), output);
            CountDownLatch ended = new CountDownLatch(1);
            return Optional.of(
                    new Following(engine.follow(container, output::accept, ended::countDown), output, ended));
        } catch (IOException e) {
            LOG.warn("The log of {} cannot be kept: {}", terms.lease(), e.getMessage());
            return Optional.empty();
        }
    }

    private End end(LeaseId lease, Instant startedAt, Instant endedAt, int exitCode) {
        try {
            Hash32 digest = parts.artefacts().of(directory(lease).resolve("artefacts"));
            return new End(startedAt, endedAt, exitCode, digest);
        } catch (IOException e) {
            LOG.warn("The artefacts of {} are left out of the receipt: {}", lease, e.getMessage());
            return new End(startedAt, endedAt, exitCode, Hash32.ZERO);
        }
    }

    void stop(ContainerRef container) {
        Thread.ofVirtual().name("job-stop").start(() -> {
            try {
                while (closed.getCount() > 0) {
                    try {
                        engine.stop(container, policy.stopGrace());
                        return;
                    } catch (JobFailure e) {
                        LOG.warn("A job does not stop yet: {}", e.getMessage());
                        if (closed.await(2, TimeUnit.SECONDS)) return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Reports a job as ended that does not end: its receipt is due. Asked twice for one lease it does nothing more.
     *
     * @param endedAt from when on it could not do its work
     */
    void giveUp(LeaseTerms terms, Instant startedAt, Instant endedAt) {
        LeaseId lease = terms.lease();
        if (givenUp.putIfAbsent(lease, true) != null) return;
        LOG.warn("The job of {} cannot be ended; its lease is closed as of {}", lease, endedAt);
        Thread.ofVirtual().name("job-give-up-" + lease).start(() -> {
            Optional.ofNullable(outputs.get(lease)).ifPresent(JobOutput::finish);
            reports.ended(lease, end(lease, startedAt, endedAt, SIGKILLED));
        });
    }

    void remove(ContainerRef container) {
        Thread.ofVirtual().name("job-remove").start(() -> {
            try {
                engine.remove(container);
            } catch (JobFailure e) {
                LOG.warn("A finished container is left behind: {}", e.getMessage());
            }
        });
    }

    void flush() {
        outputs.values().forEach(JobOutput::flush);
    }

    /** The tail of a job's output; a job of an earlier run is read on a thread of its own and there the next time. */
    String log(LeaseId lease) {
        JobOutput live = outputs.get(lease);
        if (live != null) return live.tail();
        String known = past.putIfAbsent(lease, "");
        if (known == null)
            Thread.ofVirtual().start(() -> past.put(lease, read(directory(lease).resolve("job.log"))));
        return known == null ? "" : known;
    }

    private static String read(Path file) {
        try {
            if (!Files.exists(file)) return "";
            String all = Files.readString(file, StandardCharsets.UTF_8);
            return all.length() <= JobOutput.TAIL ? all : all.substring(all.length() - JobOutput.TAIL);
        } catch (IOException e) {
            return "This job's log cannot be read: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
