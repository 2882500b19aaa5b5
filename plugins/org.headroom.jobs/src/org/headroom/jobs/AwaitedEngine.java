package org.headroom.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.ImageName;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;

/** A container engine that may be installed or started after the rig: while there is none, it is looked for again. */
public final class AwaitedEngine implements ContainerEngine, ImageStore {
    private final Supplier<ContainerEngine> finder;
    private final GpuToolkit toolkit;
    private final Optional<LeaseDisks> disks;
    private final Optional<RigGuard> guard;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private ContainerEngine engine;
    private long lookedAt;

    /**
     * Looks for the first time at once.
     *
     * @param finder may take seconds; answers {@link NoEngine} where there is none
     * @param toolkit told of in the status as one of the engine's parts
     * @param disks of this rig's jobs, which outlive both the rig and the engine
     * @param pause between two looks
     */
    public AwaitedEngine(
            Supplier<ContainerEngine> finder, GpuToolkit toolkit, Optional<LeaseDisks> disks, Duration pause) {
        this(finder, toolkit, disks, Optional.empty(), pause, System::nanoTime);
    }

    /** @param guard told of each container before it is created */
    public AwaitedEngine(
            Supplier<ContainerEngine> finder, GpuToolkit toolkit, LeaseDisks disks, RigGuard guard, Duration pause) {
        this(finder, toolkit, Optional.of(disks), Optional.of(guard), pause, System::nanoTime);
    }

    AwaitedEngine(Supplier<ContainerEngine> finder, GpuToolkit toolkit, Duration pause, LongSupplier nanoTime) {
        this(finder, toolkit, Optional.empty(), Optional.empty(), pause, nanoTime);
    }

    private AwaitedEngine(
            Supplier<ContainerEngine> finder,
            GpuToolkit toolkit,
            Optional<LeaseDisks> disks,
            Optional<RigGuard> guard,
            Duration pause,
            LongSupplier nanoTime) {
        this.finder = finder;
        this.disks = disks;
        this.guard = guard;
        this.toolkit = toolkit;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong();
        this.engine = finder.get();
        guard.ifPresent(g -> g.engine(() -> address(engine())));
    }

    private static Optional<RigGuard.Address> address(ContainerEngine engine) {
        return engine instanceof SocketEngine s
                ? Optional.of(new RigGuard.Address(
                        s instanceof PodmanEngine ? PodmanEngine.NAME : "docker", s.client.socket()))
                : Optional.empty();
    }

    /** The engine as it is now; {@link NoEngine} while there is none. */
    synchronized ContainerEngine engine() {
        if (engine instanceof NoEngine && nanoTime.getAsLong() - lookedAt >= pauseNanos) {
            engine = finder.get();
            lookedAt = nanoTime.getAsLong();
        }
        return engine;
    }

    private ImageStore images() throws JobFailure {
        if (engine() instanceof ImageStore images) return images;
        throw new JobFailure(JobFailure.Kind.NO_ENGINE, engine().status().message());
    }

    @Override
    public EngineStatus status() {
        return toolkit.addTo(engine().status());
    }

    @Override
    public boolean hasImage(ImageName name) throws JobFailure {
        return engine().hasImage(name);
    }

    @Override
    public ContainerState start(JobSpec job) throws JobFailure {
        ContainerEngine now = engine();
        Optional<RigGuard.Address> address = address(now);
        // Where there is no engine, there is no container either.
        if (guard.isPresent() && address.isPresent()) guard.get().beforeStart(job, address);
        ContainerState state = now.start(job);
        guard.ifPresent(g -> g.started(job.lease(), state.container()));
        return state;
    }

    @Override
    public Optional<ContainerState> find(LeaseId lease) throws JobFailure {
        return engine().find(lease);
    }

    @Override
    public List<LeaseId> leases() throws JobFailure {
        return engine().leases();
    }

    @Override
    public ContainerState.Exited await(ContainerRef container) throws JobFailure, InterruptedException {
        return engine().await(container);
    }

    @Override
    public Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) throws JobFailure {
        return engine().follow(container, text, end);
    }

    @Override
    public Subscription watchDisk(ContainerRef container, Consumer<String> exceeded, Consumer<String> unknown)
            throws JobFailure {
        return engine().watchDisk(container, exceeded, unknown);
    }

    @Override
    public boolean wasStopped(ContainerRef container) throws JobFailure {
        return engine().wasStopped(container);
    }

    @Override
    public void stop(ContainerRef container, Duration grace) throws JobFailure {
        engine().stop(container, grace);
    }

    /** Also while an engine is looked for: no engine is asked. */
    @Override
    public OptionalLong killProcess(ContainerRef container) throws JobFailure {
        return ProcessKill.kill(container);
    }

    @Override
    public void remove(ContainerRef container) throws JobFailure {
        engine().remove(container);
    }

    @Override
    public List<LeaseId> disks() throws JobFailure {
        if (disks.isEmpty()) return List.of();
        try {
            return disks.get().unsettled();
        } catch (IOException e) {
            throw new JobFailure(
                    JobFailure.Kind.REFUSED_BY_ENGINE,
                    "The disks of this rig's jobs cannot be listed: " + EngineClient.reason(e) + ".",
                    e);
        }
    }

    @Override
    public void removeUnfinished(LeaseId lease) throws JobFailure {
        engine().removeUnfinished(lease);
    }

    @Override
    public void settleDisk(LeaseId lease) throws JobFailure {
        if (disks.isPresent()) disks.get().settle(lease);
    }

    @Override
    public Optional<String> imageDigest(String reference) throws JobFailure {
        return images().imageDigest(reference);
    }

    @Override
    public void load(InputStream archive, long bytes) throws JobFailure {
        images().load(archive, bytes);
    }

    @Override
    public synchronized void close() {
        engine.close();
    }
}
