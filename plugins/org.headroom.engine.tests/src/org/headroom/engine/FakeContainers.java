package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

/** A container engine in memory that outlives the rigs that use it. Jobs end when the test says so. */
final class FakeContainers implements ContainerEngine {
    private static final long PROCESS = 4711;

    private record Box(
            ContainerRef ref, Instant started, CompletableFuture<Integer> exit, AtomicReference<Instant> end) {
        /** Ten seconds after its start, or when it was stopped if that is later. */
        Instant ended() {
            return Optional.ofNullable(end.get()).orElse(started.plusSeconds(10));
        }
    }

    /** What the engine's clock shows when it stops a job. */
    volatile InstantSource clock = () -> Scene.NOON.plusSeconds(11);

    /** What the engine's clock shows when it starts a job. */
    volatile InstantSource startClock = () -> Scene.NOON.plusSeconds(1);

    final AtomicInteger created = new AtomicInteger();
    volatile Optional<JobFailure> failure = Optional.empty();
    /** How often a start was asked for. */
    final AtomicInteger starts = new AtomicInteger();
    /** So many removals fail before one succeeds. */
    final AtomicInteger failingRemovals = new AtomicInteger();
    /** Whoever starts a job waits until it is open. */
    volatile CountDownLatch startGate = new CountDownLatch(0);

    /** Whoever asks for the status waits until it is open. */
    volatile CountDownLatch statusGate = new CountDownLatch(0);

    /** What a job prints first. */
    volatile String output = "hello from the job\n";

    /** Whether the last that a job prints, and the end of its output, never come. */
    volatile boolean withoutLastWords;

    /** Whether processes run on of containers that are gone. */
    volatile boolean processesLeft;

    volatile boolean up = true;
    /** Whether jobs pass over what they are told, as a process does that waits for a dead GPU. */
    volatile boolean deaf;

    /** Whether the kernel ends jobs for their memory. */
    volatile boolean outOfMemory;

    /** Whether somebody else told the engine to stop what has ended. */
    volatile boolean stoppedByOthers;

    /** So many watches over a job throw an error before one goes on. */
    final AtomicInteger failingWatches = new AtomicInteger();

    /** Leases with a disk that is mounted. */
    final Set<LeaseId> disks = ConcurrentHashMap.newKeySet();

    /** So many attempts to take a disk out of use fail before one succeeds. */
    final AtomicInteger busyDisks = new AtomicInteger();

    /** How often the process of a job was to be killed; so many of these fail before one succeeds. */
    final AtomicInteger killRequests = new AtomicInteger();

    final AtomicInteger failingKills = new AtomicInteger();

    /** Whether a process is known for sure to be its container's: not where its id is another's by now. */
    volatile boolean provenProcesses = true;

    /** What removals wait for, and how many do. */
    volatile CountDownLatch removalGate = new CountDownLatch(0);

    final AtomicInteger removing = new AtomicInteger();

    /** Images that the store lacks, by their names. */
    final Set<String> missingImages = ConcurrentHashMap.newKeySet();

    /** Whether the engine answers nothing of its images. */
    volatile boolean imagesSilent;

    private final Map<LeaseId, Box> boxes = new ConcurrentHashMap<>();

    void finish(LeaseId lease, int exitCode) {
        Optional.ofNullable(boxes.get(lease)).orElseThrow().exit().complete(exitCode);
    }

    /** The job ends by itself now, by the engine's clock. */
    void finishNow(LeaseId lease, int exitCode) {
        Box box = Optional.ofNullable(boxes.get(lease)).orElseThrow();
        box.end().set(clock.instant());
        box.exit().complete(exitCode);
    }

    /** A container that ended is there, of a lease that nobody watches. */
    void leaves(LeaseId lease) {
        boxes.put(
                lease,
                new Box(
                        new ContainerRef("fake", "1", "box-of-" + lease, "sha256:" + "1".repeat(64)),
                        Scene.NOON,
                        CompletableFuture.completedFuture(0),
                        new AtomicReference<>()));
    }

    void vanish(LeaseId lease) {
        Optional.ofNullable(boxes.remove(lease))
                .ifPresent(b -> b.exit().completeExceptionally(new IllegalStateException("gone")));
    }

    private ContainerState state(Box b) {
        return b.exit().isDone()
                ? new ContainerState.Exited(
                        b.ref(), b.started(), b.ended(), b.exit().join(), outOfMemory)
                : new ContainerState.Running(b.ref(), b.started());
    }

    @Override
    public EngineStatus status() {
        try {
            statusGate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return up
                ? Scene.ENGINE_UP
                : new EngineStatus(false, "none", "", "There is no container engine. Install podman.");
    }

    @Override
    public boolean hasImage(ImageName name) throws JobFailure {
        if (imagesSilent) throw new JobFailure(JobFailure.Kind.NO_ENGINE, "The container engine does not answer.");
        return !missingImages.contains(name.text());
    }

    @Override
    public ContainerState start(JobSpec job) throws JobFailure {
        try {
            startGate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        starts.incrementAndGet();
        if (failure.isPresent()) throw failure.get();
        return state(boxes.computeIfAbsent(
                job.lease(),
                l -> new Box(
                        new ContainerRef("fake", "1", "box-" + created.incrementAndGet(), "sha256:" + "1".repeat(64)),
                        startClock.instant(),
                        new CompletableFuture<>(),
                        new AtomicReference<>())));
    }

    @Override
    public Optional<ContainerState> find(LeaseId lease) {
        return Optional.ofNullable(boxes.get(lease)).map(this::state);
    }

    @Override
    public List<LeaseId> leases() {
        return List.copyOf(boxes.keySet());
    }

    @Override
    public ContainerState.Exited await(ContainerRef container) throws JobFailure, InterruptedException {
        if (failingWatches.getAndUpdate(n -> Math.max(0, n - 1)) > 0) throw new OutOfMemoryError("no heap left");
        Box box = boxes.values().stream()
                .filter(b -> b.ref().equals(container))
                .findFirst()
                .orElseThrow(() -> new JobFailure(
                        processesLeft ? JobFailure.Kind.PROCESSES_LEFT : JobFailure.Kind.REFUSED_BY_ENGINE,
                        "no such container"));
        try {
            box.exit().get();
        } catch (ExecutionException e) {
            throw new JobFailure(JobFailure.Kind.NO_ENGINE, "the engine went away");
        }
        return (ContainerState.Exited) state(box);
    }

    @Override
    public Subscription follow(ContainerRef container, Consumer<String> text, Runnable end) {
        text.accept(output);
        boxes.values().stream()
                .filter(b -> b.ref().equals(container))
                .forEach(b -> b.exit().thenRun(() -> {
                    if (withoutLastWords) return;
                    text.accept("last words\n");
                    end.run();
                }));
        return () -> {};
    }

    @Override
    public void stop(ContainerRef container, Duration grace) throws JobFailure {
        if (deaf) throw new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, "the job does not end");
        boxes.values().stream().filter(b -> b.ref().equals(container)).forEach(b -> {
            if (!b.exit().isDone()) b.end().set(clock.instant());
            b.exit().complete(143);
        });
    }

    /** As the kernel does it: at once, and without the engine. */
    @Override
    public OptionalLong killProcess(ContainerRef container) throws JobFailure {
        killRequests.incrementAndGet();
        if (failingKills.getAndUpdate(n -> Math.max(0, n - 1)) > 0)
            throw new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, "the processes cannot be listed");
        if (!provenProcesses) return OptionalLong.empty();
        for (Box box : boxes.values()) {
            if (!box.ref().equals(container) || box.exit().isDone()) continue;
            if (!deaf) {
                box.end().set(clock.instant());
                box.exit().complete(JobRunner.SIGKILLED);
            }
            return OptionalLong.of(PROCESS);
        }
        return OptionalLong.empty();
    }

    @Override
    public void remove(ContainerRef container) throws JobFailure {
        removing.incrementAndGet();
        try {
            removalGate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failingRemovals.getAndUpdate(n -> Math.max(0, n - 1)) > 0)
            throw new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, "the container cannot be removed yet");
        if (boxes.values().stream()
                .anyMatch(b -> b.ref().equals(container) && !b.exit().isDone()))
            throw new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, "the job still runs");
        boxes.values().removeIf(b -> b.ref().equals(container));
    }

    @Override
    public boolean wasStopped(ContainerRef container) {
        return stoppedByOthers;
    }

    @Override
    public List<LeaseId> disks() {
        return List.copyOf(disks);
    }

    @Override
    public void settleDisk(LeaseId lease) throws JobFailure {
        if (busyDisks.getAndUpdate(n -> Math.max(0, n - 1)) > 0)
            throw new JobFailure(JobFailure.Kind.REFUSED_BY_ENGINE, "target is busy");
        disks.remove(lease);
    }

    @Override
    public void close() {}
}
