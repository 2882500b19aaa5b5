package org.headroom.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;

/**
 * A container engine on a busy machine: 5 to 100 ms a call; each seventh call fails, half of these after the engine has done
 * what it was asked.
 */
final class SlowContainers implements ContainerEngine {
    private static final int FAILING = 7;

    private final ContainerEngine engine;
    private final Mishaps mishaps;

    SlowContainers(ContainerEngine engine, Mishaps mishaps) {
        this.engine = engine;
        this.mishaps = mishaps;
    }

    /** What the engine is asked to do. */
    @FunctionalInterface
    private interface Deed<T> {
        T done() throws JobFailure;
    }

    private <T> T ask(Deed<T> deed) throws JobFailure {
        if (!mishaps.strike(FAILING)) return deed.done();
        if (mishaps.failures() % 2 == 0) deed.done();
        throw new JobFailure(JobFailure.Kind.NO_ENGINE, "The container engine closed the connection.");
    }

    @Override
    public EngineStatus status() {
        return engine.status();
    }

    @Override
    public boolean hasImage(ImageName name) throws JobFailure {
        return ask(() -> engine.hasImage(name));
    }

    @Override
    public ContainerState start(JobSpec job) throws JobFailure {
        return ask(() -> engine.start(job));
    }

    @Override
    public Optional<ContainerState> find(LeaseId lease) throws JobFailure {
        return ask(() -> engine.find(lease));
    }

    @Override
    public List<LeaseId> leases() throws JobFailure {
        return ask(engine::leases);
    }

    /** Fails before the wait: one that has begun is the engine's own. */
    @Override
    public ContainerState.Exited await(ContainerRef container) throws JobFailure, InterruptedException {
        ask(() -> container);
        return engine.await(container);
    }

    @Override
    public Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure {
        ask(() -> container);
        return engine.follow(container, text, end);
    }

    /** Fails before the watch: a watch that nobody closes would go on. */
    @Override
    public Subscription watchDisk(ContainerRef container, Consumer<String> exceeded, Consumer<String> unknown)
            throws JobFailure {
        ask(() -> container);
        return engine.watchDisk(container, exceeded, unknown);
    }

    @Override
    public boolean wasStopped(ContainerRef container) throws JobFailure {
        return ask(() -> engine.wasStopped(container));
    }

    @Override
    public List<LeaseId> disks() throws JobFailure {
        return ask(engine::disks);
    }

    @Override
    public void settleDisk(LeaseId lease) throws JobFailure {
        ask(() -> {
            engine.settleDisk(lease);
            return lease;
        });
    }

    @Override
    public void stop(ContainerRef container, Duration grace) throws JobFailure {
        ask(() -> {
            engine.stop(container, grace);
            return container;
        });
    }

    /** Asks no engine, so that it is not slow and does not fail. */
    @Override
    public OptionalLong killProcess(ContainerRef container) throws JobFailure {
        return engine.killProcess(container);
    }

    @Override
    public void remove(ContainerRef container) throws JobFailure {
        ask(() -> {
            engine.remove(container);
            return container;
        });
    }

    @Override
    public void close() {
        engine.close();
    }
}
