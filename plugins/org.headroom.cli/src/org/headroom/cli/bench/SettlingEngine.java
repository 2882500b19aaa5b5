package org.headroom.cli.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;

/** A container engine without containers: each job says a little and ends well after the same time. Any thread. */
final class SettlingEngine implements ContainerEngine {
    private static final String PREFIX = "made-up-";

    private final Clock clock;
    private final Duration jobTakes;
    private final Map<LeaseId, Job> jobs = new ConcurrentHashMap<>();

    /** @param ended opens when the job is over */
    private record Job(ContainerRef ref, Instant started, CountDownLatch ended) {}

    SettlingEngine(Clock clock, Duration jobTakes) {
        this.clock = clock;
        this.jobTakes = jobTakes;
    }

    static ContainerRef container(LeaseId lease) {
        return new ContainerRef("made up", "1", PREFIX + lease, "sha256:" + "d1".repeat(32));
    }

    private Job running(LeaseId lease) {
        return jobs.computeIfAbsent(lease, l -> new Job(container(l), clock.instant(), new CountDownLatch(1)));
    }

    private static ContainerState.Running state(Job job) {
        return new ContainerState.Running(job.ref(), job.started());
    }

    /** A lease that the ledger holds as running has its job. */
    void restore(LeaseId lease) {
        running(lease);
    }

    @Override
    public EngineStatus status() {
        return MadeUpMarket.ENGINE;
    }

    @Override
    public ContainerState start(JobSpec job) {
        return state(running(job.lease()));
    }

    @Override
    public Optional<ContainerState> find(LeaseId lease) {
        return Optional.ofNullable(jobs.get(lease)).map(SettlingEngine::state);
    }

    @Override
    public List<LeaseId> leases() {
        return List.copyOf(jobs.keySet());
    }

    private Job find(ContainerRef container) throws JobFailure {
        Job job = jobs.get(new LeaseId(container.id().substring(PREFIX.length())));
        if (job == null) throw new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, "there is no such container");
        return job;
    }

    @Override
    public ContainerState.Exited await(ContainerRef container) throws JobFailure, InterruptedException {
        Job job = find(container);
        job.ended().await(jobTakes.toMillis(), TimeUnit.MILLISECONDS);
        job.ended().countDown();
        return new ContainerState.Exited(job.ref(), job.started(), clock.instant(), 0, false);
    }

    @Override
    public Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure {
        Job job = find(container);
        Thread follower = Thread.ofVirtual().name("made-up-output").unstarted(() -> {
            text.accept("step 1 of 1\n");
            try {
                job.ended().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            text.accept("done\n");
            end.run();
        });
        follower.start();
        return follower::interrupt;
    }

    @Override
    public void stop(ContainerRef container, Duration grace) throws JobFailure {
        find(container).ended().countDown();
    }

    @Override
    public void remove(ContainerRef container) {
        jobs.values().removeIf(job -> job.ref().equals(container));
    }

    /** All jobs end. */
    @Override
    public void close() {
        jobs.values().forEach(job -> job.ended().countDown());
    }
}
