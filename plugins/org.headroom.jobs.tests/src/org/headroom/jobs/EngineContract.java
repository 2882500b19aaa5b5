package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.Manifest;
import org.junit.jupiter.api.Test;

/** What every engine must do, tried on the real one. */
abstract class EngineContract extends KernelContract {
    @Test
    void jobThatTakesTooMuchMemoryIsEndedAndSaidSo() throws Exception {
        ContainerState.Exited exited = run(job(DemoJob.manifest(DemoJob.Mode.EAT, Map.of())));
        assertThat(exited.exitCode()).isEqualTo(137);
        assertThat(exited.outOfMemory()).isTrue();
    }

    @Test
    void jobCannotHaveMoreProcessesThanGranted() throws Exception {
        ContainerState.Exited exited = run(shell("for i in $(seq 1 60); do sleep 2 & done 2>&1; echo started; wait"));
        assertThat(output(exited.container())).contains("can't fork");
    }

    @Test
    void jobThatIgnoresTermIsKilledAfterTheGrace() throws Exception {
        ContainerRef container = engine.start(job(DemoJob.manifest(DemoJob.Mode.FOREVER, Map.of())))
                .container();
        await().until(() -> output(container).contains("running until killed"));
        long begin = System.nanoTime();
        engine.stop(container, Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(800), Duration.ofSeconds(8));
        assertThat(engine.await(container).exitCode()).isEqualTo(137);
        engine.stop(container, Duration.ofSeconds(1));
    }

    @Test
    void jobWritesToItsTmpWhateverThePermissionsOfTheImagesOwn() throws Exception {
        Path busybox = ScratchImage.busybox().orElseThrow();
        for (int mode : List.of(0755, 0700, 01777)) {
            ScratchImage image = ScratchImage.of(
                    NativeJob.image("closed-tmp"),
                    busybox,
                    "#!/bin/sh\ntouch /tmp/x && echo written; grep ' /tmp ' /proc/mounts\n",
                    mode);
            image.loadInto(engine);
            Manifest manifest = new Manifest(image.reference(), List.of(ScratchImage.SCRIPT), Map.of(), SMALL);
            ContainerState.Exited exited = run(job(manifest));
            assertThat(output(exited.container()))
                    .as("%o", mode)
                    .startsWith("written\n")
                    .contains("nosuid,nodev");
            engine.remove(exited.container());
        }
    }

    /** @return the process id of a job whose first thread has ended, and whose second one goes on */
    private long firstThreadHasEnded(ContainerRef container) throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> output(container).contains("goes on"));
        Inspection started = engine.inspect(container.id()).orElseThrow();
        long pid = started.json().path("State").path("Pid").asLong();
        assertThat(Files.readString(Path.of("/proc", Long.toString(pid), "status")))
                .contains("State:\tZ", "Threads:\t2");
        assertThat(processes(container)).containsExactly(pid);
        return pid;
    }

    private ContainerRef startFirstThreadEnds() throws Exception {
        return engine.start(job(NativeJob.of("first-thread", NativeJob.FIRST_THREAD_ENDS, directory)
                        .loadedInto(engine)))
                .container();
    }

    @Test
    void jobWhoseFirstThreadHasEndedRunsUntilItIsStoppedAndLeavesNoProcess() throws Exception {
        ContainerRef container = startFirstThreadEnds();
        long pid = firstThreadHasEnded(container);
        assertThat(engine.find(lease).orElseThrow()).isInstanceOf(ContainerState.Running.class);

        engine.stop(container, Duration.ofSeconds(1));

        assertThat(Path.of("/proc", Long.toString(pid), "task", Long.toString(pid + 1)))
                .doesNotExist();
        assertThat(processes(container)).isEmpty();
        assertThat(engine.await(container).exitCode()).isNotZero();
        engine.remove(container);
        assertThat(engine.find(lease)).isEmpty();
        assertThat(engine.status().up()).isTrue();
    }

    @Test
    void jobWhoseFirstThreadHasEndedIsKilledWithoutTheEngine() throws Exception {
        assumeThat(JobUser.weAreRoot()).isTrue();
        ContainerRef container = startFirstThreadEnds();
        long pid = firstThreadHasEnded(container);
        assertThat(engine.killProcess(container)).hasValue(pid);
        await().until(() -> processes(container).isEmpty());
        assertThat(engine.await(container).exitCode()).isNotZero();
    }

    @Test
    void failingJobTellsItsExitCode() throws Exception {
        ContainerState.Exited exited = run(job(DemoJob.manifest(DemoJob.Mode.FAIL, Map.of("CODE", "42"))));
        assertThat(exited.exitCode()).isEqualTo(42);
    }

    @Test
    void demoLeavesTheSameArtefactsEachTime() throws Exception {
        ContainerState.Exited exited = run(job(DemoJob.manifest(2)));
        assertThat(exited.exitCode()).isZero();
        assertThat(Files.readString(artefacts().resolve("result.txt"))).isEqualTo("303 primes up to 2000\n");
        assertThat(output(exited.container()))
                .contains("step 1 of 2: 168 primes up to 1000 (50 %)", "done: 303 primes");
        assertThat(Duration.between(exited.startedAt(), exited.endedAt())).isLessThan(Duration.ofSeconds(8));
        assertThat(new Artefacts().digest(artefacts()).hex())
                .isEqualTo("0x0d110cbe0d60b6b0e79f668a7a32a539c55b6f3c6265875eb7dd4d0d430bd23d");
    }

    @Test
    void outputIsCompleteAndInOrderForWhoeverComesWhenever() throws Exception {
        JobSpec job =
                shell("i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo \"line $i äöü€😀\"; done; sleep 1; echo last");
        ContainerRef container = engine.start(job).container();
        StringBuffer live = new StringBuffer();
        CountDownLatch early = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Consumer<String> reader = text -> {
            live.append(text);
            early.countDown();
        };
        try (Subscription following = engine.follow(container, reader, ended::countDown)) {
            assertThat(following).isNotNull();
            assertThat(early.await(10, TimeUnit.SECONDS)).isTrue();
            engine.await(container);
            assertThat(ended.await(10, TimeUnit.SECONDS)).as("told of the end").isTrue();
            assertThat(live.toString()).endsWith("last\n");
        }
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 300; i++) expected.add("line " + i + " äöü€😀");
        expected.add("last");
        assertThat(live.toString().lines()).containsExactlyElementsOf(expected);
        assertThat(output(container).lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void oneLeaseHasOneContainerHoweverOftenItIsStarted() throws Exception {
        JobSpec job = shell("sleep 60");
        try (SocketEngine second = connect(rig)) {
            AtomicReference<Object> other = new AtomicReference<>();
            Thread race = Thread.ofVirtual().start(() -> {
                try {
                    other.set(second.start(job));
                } catch (JobFailure e) {
                    other.set(e);
                }
            });
            ContainerState mine = engine.start(job);
            race.join();
            assertThat(other.get()).isInstanceOf(ContainerState.class);
            assertThat(((ContainerState) other.get()).container().id())
                    .isEqualTo(mine.container().id());
            assertThat(second.find(lease).orElseThrow()).isInstanceOf(ContainerState.Running.class);
            assertThat(engine.leases()).containsExactly(lease);
            assertThatThrownBy(() -> engine.remove(mine.container())).hasMessageContaining("still runs");
            engine.stop(mine.container(), Duration.ZERO);
            assertThat(second.start(job)).isInstanceOf(ContainerState.Exited.class);
            assertThat(second.await(mine.container()).exitCode()).isEqualTo(137);
            second.remove(mine.container());
            engine.remove(mine.container());
            assertThat(engine.find(lease)).isEmpty();
        }
    }

    @Test
    void containersOfOthersAreLeftAlone() throws Exception {
        ContainerRef mine = engine.start(shell("sleep 60")).container();
        try (SocketEngine stranger = connect("another-rig")) {
            assertThat(stranger.leases()).doesNotContain(lease);
            assertThat(stranger.find(lease)).isEmpty();
            assertThatThrownBy(() -> stranger.stop(mine, Duration.ZERO)).hasMessageContaining("left alone");
            assertThatThrownBy(() -> stranger.remove(mine)).hasMessageContaining("left alone");
            assertThatThrownBy(() -> stranger.await(mine)).hasMessageContaining("left alone");
            assertThatThrownBy(() -> stranger.follow(mine, t -> {})).hasMessageContaining("left alone");
        }
        assertThat(engine.find(lease).orElseThrow()).isInstanceOf(ContainerState.Running.class);
    }

    @Test
    void unknownCommandIsSaidPlainly() throws Exception {
        Manifest wrong = new Manifest(DemoJob.IMAGE, List.of("/no/such/program"), Map.of(), SMALL);
        assertThatThrownBy(() -> engine.start(job(wrong)))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("/no/such/program");
        assertThat(engine.leases()).isEmpty();
    }

    @Test
    void gpuThatTheEngineDoesNotKnowIsRefused() throws Exception {
        JobSpec plain = shell("true");
        JobSpec withGpu =
                new JobSpec(lease, plain.manifest(), List.of(new GpuId("GPU-not-here")), artefacts(), plain.deadline());
        assertThatThrownBy(() -> engine.start(withGpu))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_GPU))
                .hasMessageContaining("nvidia-ctk");
        assertThat(engine.leases()).isEmpty();
    }

    @Test
    void waitingCanBeInterrupted() throws Exception {
        ContainerRef container = engine.start(shell("sleep 60")).container();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                engine.await(container);
            } catch (JobFailure | InterruptedException e) {
                end.set(e);
            }
        });
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(engine.find(lease).orElseThrow()).isInstanceOf(ContainerState.Running.class);
    }

    @Test
    void startingCostsLittleMoreThanTheEngineItself() throws Exception {
        List<Long> raw = new ArrayList<>();
        List<Long> ours = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            raw.add(rawRound());
            long begin = System.nanoTime();
            engine.remove(run(shell("true")).container());
            ours.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
        raw.sort(null);
        ours.sort(null);
        System.out.println(
                engine.status().engine() + ": raw create+start+wait+remove " + raw + " ms, ours " + ours + " ms");
        assertThat(ours.get(2)).isLessThan(3 * raw.get(2) + 500);
    }

    private long rawRound() throws JobFailure {
        JobSpec job = shell("true");
        Isolation isolation =
                Isolation.of(job, rig, engine.jobUser().prepare(job.artefacts(), UID, engine.mapsUsers()));
        String request = engine.request(job, isolation, Map.of()).toString();
        long begin = System.nanoTime();
        Whole made = engine.client.post(engine.createTarget("headroom-" + lease), Content.json(request));
        String at = engine.api() + "/containers/"
                + EngineClient.json(made).path("Id").asText();
        engine.client.post(at + "/start", Content.NONE);
        engine.client.post(at + "/wait" + engine.waitQuery(), Content.NONE);
        engine.client.send("DELETE", at + "?v=true", Content.NONE, EngineClient.PATIENCE);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
}
