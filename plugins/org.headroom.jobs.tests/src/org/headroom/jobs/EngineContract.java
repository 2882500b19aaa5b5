package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every engine must do, tried on the real one. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
abstract class EngineContract {
    static final Limits SMALL = new Limits(500, new ByteCount(32L << 20), 24, Duration.ofMinutes(2));
    private static final long UID = JobUids.FIRST + JobUser.NOBODY_ID;
    final String rig = "test-rig-" + UUID.randomUUID();
    final LeaseId lease = new LeaseId("lease-" + UUID.randomUUID());

    @TempDir
    Path directory;

    SocketEngine engine;

    abstract SocketEngine connect(String rigName);

    @BeforeEach
    void loadImage() throws JobFailure {
        engine = connect(rig);
        DemoJob.loadInto(engine);
    }

    @AfterEach
    void removeEverything() throws JobFailure {
        for (LeaseId left : engine.leases()) {
            ContainerRef container = engine.find(left).orElseThrow().container();
            engine.stop(container, Duration.ZERO);
            engine.remove(container);
        }
        assertThat(engine.leases()).isEmpty();
        engine.close();
    }

    JobSpec job(Manifest manifest) {
        return new JobSpec(
                lease, manifest, List.of(), artefacts(), Instant.now().plusSeconds(120));
    }

    Path artefacts() {
        return directory.resolve("artefacts");
    }

    JobSpec shell(String script) {
        return job(new Manifest(DemoJob.IMAGE, List.of("sh", "-c", script), Map.of("GREETING", "hello"), SMALL));
    }

    ContainerState.Exited run(JobSpec job) throws Exception {
        return engine.await(engine.start(job).container());
    }

    String output(ContainerRef container) throws Exception {
        StringBuffer text = new StringBuffer();
        Subscription following = engine.follow(container, text::append);
        AtomicReference<String> last = new AtomicReference<>("");
        await().pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    String now = text.toString();
                    return now.equals(last.getAndSet(now)) && !now.isEmpty();
                });
        following.close();
        return text.toString();
    }

    @Test
    void jobSeesNoNetworkNoPrivilegeAndNothingToWriteTo() throws Exception {
        ContainerState.Exited exited = run(shell("""
                id -u; echo "net $(ls /sys/class/net)"; grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status
                touch /bin/x 2>&1; touch /tmp/x && echo tmp-ok; echo left > /artefacts/left && echo artefacts-ok
                grep -c ' / .*ro,' /proc/mounts; grep ' /tmp ' /proc/mounts; echo "$GREETING $NVIDIA_VISIBLE_DEVICES"
                ulimit -n; ls /dev | grep -c nvidia; dd if=/dev/zero of=/tmp/big bs=1M count=100 2>&1 | head -1; exit 7"""));
        String seen = output(exited.container());

        assertThat(exited.exitCode()).isEqualTo(7);
        assertThat(exited.outOfMemory()).isFalse();
        assertThat(exited.endedAt()).isAfter(exited.startedAt());
        assertThat(exited.container().imageDigest()).isEqualTo(DemoJob.image().digest());
        assertThat(seen.lines().filter(l -> l.startsWith("net"))).containsExactly("net lo");
        assertThat(seen)
                .containsPattern("^(65534|21[0-9]{8})\n")
                .containsPattern("CapEff:\\s0000000000000000\n")
                .containsPattern("CapBnd:\\s0000000000000000\n")
                .containsPattern("NoNewPrivs:\\s1\n")
                .contains(
                        "Read-only file system",
                        "No space left on device",
                        "tmp-ok",
                        "artefacts-ok",
                        "hello void\n8192\n0\n")
                .contains("size=16384k");
        assertThat(Files.readString(artefacts().resolve("left"))).isEqualTo("left\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(artefacts())))
                .isEqualTo("rwx------");
    }

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
    void jobAtItsLimitsLeavesAnotherRentersJobUnharmed() throws Exception {
        assumeThat(engine.jobUser()).as("only root gives each lease a user").isEqualTo(JobUser.OWN);
        Limits many = new Limits(1000, new ByteCount(1L << 30), 4310, Duration.ofMinutes(2));
        String fill = """
                for i in $(seq 1 4300); do sleep 80 & done 2>/dev/null
                touch /tmp/mark /dev/shm/mark 2>/dev/null; dd if=/dev/zero of=/artefacts/full bs=1M 2>/dev/null
                dd if=/dev/zero of=/tmp/full bs=1M 2>/dev/null; ps | grep -c 'sleep 80'; echo full; sleep 80""";
        ContainerRef greedy = engine.start(new JobSpec(
                        lease,
                        new Manifest(DemoJob.IMAGE, List.of("sh", "-c", fill), Map.of(), many),
                        List.of(),
                        artefacts(),
                        Instant.now().plusSeconds(120),
                        Optional.of(new ByteCount(64L << 20))))
                .container();
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> output(greedy).contains("full"));
        assertThat(output(greedy)).containsPattern("43[0-9][0-9]\n");

        JobSpec small = new JobSpec(
                new LeaseId("lease-" + UUID.randomUUID()),
                shell("""
                        for i in $(seq 1 15); do sleep 1 & done; ls /tmp /dev/shm | grep mark; kill -9 -1
                        dd if=/dev/zero of=/artefacts/mine bs=1M count=20 2>/dev/null && \
                        dd if=/dev/zero of=/tmp/mine bs=1M count=4 2>/dev/null && echo fine""").manifest(),
                List.of(),
                directory.resolve("other"),
                Instant.now().plusSeconds(120),
                Optional.of(new ByteCount(64L << 20)));
        ContainerState.Exited exited = run(small);
        assertThat(output(exited.container())).isEqualTo("fine\n");
        assertThat(exited.exitCode()).isZero();
        assertThat(engine.find(lease).orElseThrow()).isInstanceOf(ContainerState.Running.class);
        assertThat(output(greedy)).as("nobody's signal reached it").doesNotContain("Killed");
        long one = engine.inspect(greedy.id()).orElseThrow().uid().orElseThrow();
        long other = engine.inspect(exited.container().id()).orElseThrow().uid().orElseThrow();
        assertThat(one).isNotEqualTo(other);
        assertThat(Files.getAttribute(artefacts(), "unix:uid")).isEqualTo((int) one);
    }

    @Test
    void sealedVariableIsTheJobsAndLeavesNoTrace() throws Exception {
        String value = "sealed-" + UUID.randomUUID() + "-ä";
        Map<String, String> variables = Map.of("TOKEN", value, "EMPTY", "", "OPEN", "told");
        Manifest opened = new Manifest(
                DemoJob.IMAGE,
                List.of("sh", "-c", "printf %s \"$TOKEN\" | sha256sum; echo \"[$EMPTY] $OPEN\"; sleep 3"),
                variables,
                SMALL);
        JobSpec job = new JobSpec(
                lease,
                opened,
                List.of(),
                artefacts(),
                Instant.now().plusSeconds(120),
                Optional.empty(),
                Set.of("TOKEN", "EMPTY"));
        assertThat(job.toString()).doesNotContain(value);
        ContainerRef container = engine.start(job).container();
        if (keepsSecretsApart())
            assertThat(Traces.of(value, storage())).as("while it runs").allMatch(p -> p.endsWith("config.json"));
        engine.await(container);
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        assertThat(output(container)).isEqualTo(digest + "  -\n[] told\n");
        engine.remove(container);
        List<Path> traces = Traces.of(value, storage());
        // Docker's containerd keeps what it was told in pages of its database until others are written there.
        if (keepsSecretsApart()) assertThat(traces).isEmpty();
        else assertThat(traces).allMatch(path -> path.toString().contains("containerd"));
        assertThat(Traces.of(value, directory)).isEmpty();
    }

    /** Where the engine keeps all that it keeps. */
    abstract Path storage();

    abstract boolean keepsSecretsApart();

    @Test
    void restartFindsTheSameUserAndTheDirectoryIsTakenBackInTheEnd() throws Exception {
        assumeThat(engine.jobUser()).isEqualTo(JobUser.OWN);
        ContainerRef container =
                engine.start(shell("echo left > /artefacts/left; sleep 60")).container();
        Object owner = Files.getAttribute(artefacts(), "unix:uid");
        try (SocketEngine again = connect(rig)) {
            assertThat(again.start(shell("true"))).isInstanceOf(ContainerState.Running.class);
            assertThat(Files.getAttribute(artefacts(), "unix:uid"))
                    .isEqualTo(owner)
                    .isNotEqualTo(0);
        }
        await().until(() -> Files.exists(artefacts().resolve("left")));
        engine.stop(container, Duration.ZERO);
        engine.remove(container);
        assertThat(Files.getAttribute(artefacts(), "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(artefacts(), "unix:gid")).isEqualTo(0);
        assertThat(Files.readString(artefacts().resolve("left"))).isEqualTo("left\n");
    }

    @Test
    void imageOfTheOwnersIsNotRunHoweverItIsNamed() throws Exception {
        String id = DemoJob.image().digest().substring("sha256:".length());
        for (String name : List.of(
                id.substring(0, 2),
                id.substring(0, 12),
                id,
                "sha256:" + id,
                "sha256:" + id.substring(0, 12),
                "headroom-demo:1",
                "localhost/headroom-demo",
                "localhost/headroom-demo@sha256:" + id)) {
            Manifest theirs = new Manifest(name, List.of("true"), Map.of(), SMALL);
            assertThatThrownBy(() -> engine.start(job(theirs)))
                    .as(name)
                    .isInstanceOfSatisfying(
                            JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_IMAGE))
                    .hasMessageStartingWith("The job was not started: ");
        }
        assertThat(engine.leases()).isEmpty();
    }

    @Test
    void imageThatIsListedAndNotThereIsSaidPlainly() {
        Manifest missing = new Manifest(TestEngines.MISSING, List.of("true"), Map.of(), SMALL);
        assertThatThrownBy(() -> engine.start(job(missing)))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_IMAGE))
                .hasMessage("The image " + TestEngines.MISSING
                        + " is offered by this rig and not in its engine's store; its owner has to load it.");
    }

    @Test
    void containerOfAnotherImageUnderTheLeasesNameIsRemovedAndNotStarted() throws Exception {
        ScratchImage other =
                ScratchImage.of("localhost/other:1", ScratchImage.busybox().orElseThrow(), "true\n");
        other.loadInto(engine);
        JobSpec job = shell("sleep 60");
        Isolation isolation =
                Isolation.of(job, rig, engine.jobUser().prepare(job.artefacts(), UID, engine.mapsUsers()));
        JobSpec wrong = job.ofImage(other.digest().substring("sha256:".length()));
        Whole made = engine.client.post(
                engine.createTarget("headroom-" + lease),
                Content.json(engine.request(wrong, isolation, Map.of()).toString()));
        assertThat(made.status()).isEqualTo(201);
        assertThatThrownBy(() -> engine.start(job))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.LIMITS_NOT_SET))
                .hasMessageContaining("the image is " + other.digest() + ", wished "
                        + DemoJob.image().digest());
        assertThat(engine.find(lease)).isEmpty();
        engine.client.send("DELETE", engine.api() + "/images/localhost%2Fother:1", Content.NONE, EngineClient.PATIENCE);
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
    void weakerContainerUnderTheLeasesNameIsRemovedAndNotStarted() throws Exception {
        JobSpec job = shell("sleep 60");
        Isolation isolation =
                Isolation.of(job, rig, engine.jobUser().prepare(job.artefacts(), UID, engine.mapsUsers()));
        Isolation weaker = new Isolation(
                isolation.cpuMillis() * 2,
                isolation.memoryBytes() * 2,
                isolation.processes(),
                "0:0",
                isolation.artefacts(),
                isolation.gpus(),
                isolation.labels());
        Whole made = engine.client.post(
                engine.createTarget("headroom-" + lease),
                Content.json(engine.request(job, weaker, Map.of()).toString()));
        assertThat(made.status()).isEqualTo(201);
        assertThatThrownBy(() -> engine.start(job))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.LIMITS_NOT_SET))
                .hasMessageContaining("CPU is 1000 thousandths of a core, wished 500")
                .hasMessageContaining("memory is 67108864, wished 33554432")
                .hasMessageContaining("user is '0:0', wished '");
        assertThat(engine.find(lease)).isEmpty();
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
