package org.headroom.cli.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.jobs.EngineProbe;
import org.headroom.model.Subscription;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;

/**
 * Jobs that end, told by an engine that tells it badly. An end may be reported only where no process is left, with an exit code and a
 * time that the engine told or with none; the wait ends soon after the job, and only the declared failure may come of it. A
 * removal that succeeded has left no process, and one that was refused has kept the container while processes run.
 */
public final class JobFuzz implements Fuzzer {
    /** Waiting is most of the work. */
    private static final int AT_ONCE = 8;

    private static final LeaseId LEASE = new LeaseId("lease-0001");
    private static final Duration SLACK = Duration.ofSeconds(2);
    /** What a follower waits for an engine that is silent, some times. */
    private static final Duration OUTPUT_ENDS = Duration.ofSeconds(30);

    private final Path folder;
    private final boolean isLookedAt;
    private final Findings findings = new Findings();
    private final AtomicLong sent = new AtomicLong();
    private FuzzResult.Counts counts = new FuzzResult.Counts();

    /** @param folder for sockets and what stands for processes; a short path, because a socket's is short */
    public JobFuzz(Path folder) {
        this(folder, true);
    }

    /** @param isLookedAt false to find what happens where the engine's word is taken and no process is looked for */
    JobFuzz(Path folder, boolean isLookedAt) {
        this.folder = folder;
        this.isLookedAt = isLookedAt;
    }

    @Override
    public FuzzResult run(long seed, long inputs, Duration limit) throws IOException, InterruptedException {
        findings.clear();
        sent.set(0);
        counts = new FuzzResult.Counts();
        long end = System.nanoTime() + limit.toNanos();
        Path own = Files.createTempDirectory(folder, "j");
        List<Thread> workers = new ArrayList<>();
        try (var watchdog =
                new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory())) {
            watchdog.setRemoveOnCancelPolicy(true);
            for (int i = 0; i < AT_ONCE; i++) {
                var random = new Random(seed + 31L * i);
                int number = i;
                workers.add(Thread.ofPlatform().daemon().name("job-fuzz-" + i).start(() -> {
                    for (int scene = 0; sent.get() < inputs && System.nanoTime() < end && !findings.isFull(); scene++)
                        scene(random, own.resolve(number + "-" + scene), watchdog);
                }));
            }
            for (Thread worker : workers) worker.join();
            watchdog.shutdownNow();
        }
        synchronized (this) {
            return new FuzzResult(sent.get(), counts.all(), findings.all());
        }
    }

    private void scene(Random random, Path scene, ScheduledExecutorService watchdog) {
        var id = new StringBuilder();
        while (id.length() < 64) id.append(Character.forDigit(random.nextInt(16), 16));
        try {
            PrivateFiles.createFolders(scene);
            var processes = new FakeProcesses(scene.resolve("p"));
            int count = random.nextInt(3);
            for (int i = 0; i < count; i++)
                processes.add(1_000 + i, id.toString(), random.nextBoolean() ? "" : "/x", random.nextBoolean());
            var script = new JobScript(random, id.toString(), processes);
            Path proc = isLookedAt ? processes.proc() : Files.createDirectory(scene.resolve("none"));
            Path socket = scene.resolve("s");
            try (var engine = new FakeEngine(socket, script);
                    var probe = new EngineProbe(socket, random.nextBoolean(), proc, processes::kill)) {
                wait(random, probe, script, processes, id.toString(), watchdog);
                sent.addAndGet(engine.answered());
            }
        } catch (IOException e) {
            add("machine", "the fuzzer's own files fail: " + e, new byte[0]);
        }
    }

    private void wait(
            Random random,
            EngineProbe probe,
            JobScript script,
            FakeProcesses processes,
            String id,
            ScheduledExecutorService watchdog) {
        ContainerRef container = probe.container(id);
        boolean isFollowed = random.nextInt(4) == 0;
        boolean isAskedMore = random.nextBoolean();
        var outputEnded = new CountDownLatch(1);
        Instant begun = Instant.now();
        try (Subscription output =
                isFollowed ? probe.follow(container, text -> {}, outputEnded::countDown) : () -> {}) {
            if (isAskedMore) ask(random, probe, script, processes, container);
            Future<?> alarm = watchdog.schedule(
                    Thread.currentThread()::interrupt, EngineProbe.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            ContainerState.Exited exited;
            try {
                exited = probe.await(container);
            } finally {
                alarm.cancel(false);
                Thread.interrupted();
            }
            boolean isOver = processes.isEmpty();
            if (!isOver)
                add("processes", "an end was reported while processes of the job run: " + exited, script.log());
            check(exited, script, begun);
            count("ended");
            if (isFollowed && !outputEnded.await(OUTPUT_ENDS.toSeconds(), TimeUnit.SECONDS))
                add("output", "the output goes on after the job's end", script.log());
            script.waitIsOver();
            if (isAskedMore) remove(probe, script, processes, container);
        } catch (JobFailure e) {
            count(e.kind().name().toLowerCase(Locale.ROOT));
        } catch (InterruptedException e) {
            add("late", "the wait goes on for " + EngineProbe.LONGEST.toSeconds() + " s", script.log());
        } catch (RuntimeException | Error e) {
            add(e.getClass().getSimpleName(), "ended with " + e + " at " + e.getStackTrace()[0], script.log());
        }
    }

    private void ask(
            Random random, EngineProbe probe, JobScript script, FakeProcesses processes, ContainerRef container) {
        try {
            switch (random.nextInt(6)) {
                case 0 -> probe.wasStopped(container);
                case 1 -> probe.leases();
                case 2 -> probe.status();
                case 4 -> remove(probe, script, processes, container);
                case 3 -> {
                    probe.stop(container);
                    if (!processes.isEmpty()) add("stop", "a stop succeeded while processes run", script.log());
                }
                default -> {
                    boolean isExited = probe.find(LEASE)
                            .filter(ContainerState.Exited.class::isInstance)
                            .isPresent();
                    if (isExited && !processes.isEmpty())
                        add("found", "a job is found exited while its processes run", script.log());
                }
            }
        } catch (JobFailure e) {
            count("asked: " + e.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    private void remove(EngineProbe probe, JobScript script, FakeProcesses processes, ContainerRef container) {
        try {
            probe.remove(container);
            count("removed");
            if (!processes.isEmpty()) add("removal", "a removal succeeded while processes run", script.log());
        } catch (JobFailure e) {
            count("not removed: " + e.kind().name().toLowerCase(Locale.ROOT));
            if (script.isRemoved() && !processes.isEmpty())
                add("lost", "a container was removed while its processes run", script.log());
        }
    }

    private void check(ContainerState.Exited exited, JobScript script, Instant begun) {
        if (!script.hasTold(exited.exitCode()))
            add("code", "the exit code " + exited.exitCode() + " was never told", script.log());
        Instant at = exited.endedAt();
        // Of what the engine does not know: when it was noticed, or when the machine was started in between.
        boolean isUnknown = exited.exitCode() == ContainerState.UNKNOWN_EXIT;
        Instant earliest = begun.minus(SLACK).isBefore(exited.startedAt()) ? begun.minus(SLACK) : exited.startedAt();
        boolean isSeen =
                isUnknown && !at.isBefore(earliest) && !at.isAfter(Instant.now().plus(SLACK));
        if (!script.hasTold(at) && !isSeen)
            add("time", "it ended at " + at + ", which nobody told and nobody saw", script.log());
    }

    private synchronized void count(String kind) {
        counts.add(kind);
    }

    private void add(String kind, String what, byte[] bytes) {
        findings.add(kind, what, () -> bytes);
    }
}
