package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.Subscription;
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

/** What keeps a job inside its container on every engine, tried on the real one. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
abstract class IsolationContract {
    static final Limits SMALL = new Limits(500, new ByteCount(32L << 20), 24, Duration.ofMinutes(2));
    static final long UID = JobUids.FIRST + JobUser.NOBODY_ID;
    final String rig = "test-rig-" + UUID.randomUUID();
    final LeaseId lease = new LeaseId("lease-" + UUID.randomUUID());

    @TempDir
    Path directory;

    SocketEngine engine;

    abstract SocketEngine connect(String rigName, DiskPolicy policy);

    final SocketEngine connect(String rigName) {
        return connect(rigName, DiskPolicy.STANDARD);
    }

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

    /** What a container of a job is made with. */
    final Isolation isolation(JobSpec job) throws JobFailure {
        return isolation(job, UID);
    }

    final Isolation isolation(JobSpec job, long uid) throws JobFailure {
        Isolation plain = Isolation.of(job, rig, engine.jobUser().prepare(job.artefacts(), uid, engine.mapsUsers()));
        return engine.jobUser() == JobUser.OWN ? plain.ofUser(uid) : plain;
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
        AtomicBoolean started = new AtomicBoolean();
        CompletableFuture<Boolean> listed =
                CompletableFuture.supplyAsync(() -> isInProcessList(value, started), Thread::startVirtualThread);
        ContainerRef container = engine.start(job).container();
        started.set(true);
        assertThat(listed.get(20, TimeUnit.SECONDS)).as("in a command line").isFalse();
        // Both engines show a container's environment while it is there, to whoever may ask them, which is root.
        JsonNode shown = engine.inspect(container.id()).orElseThrow().json().deepCopy();
        ((ObjectNode) shown.path("Config")).remove("Env");
        assertThat(shown.toString()).doesNotContain(value);
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

    private static boolean isInProcessList(String value, AtomicBoolean over) {
        boolean last;
        do {
            last = over.get();
            if (ProcessHandle.allProcesses()
                    .anyMatch(p -> p.info().commandLine().orElse("").contains(value))) return true;
        } while (!last);
        return false;
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
    void jobReadsAndWritesItsDiskNoFasterThanTheLimit() throws Exception {
        assumeThat(JobUser.weAreRoot()).as("only root limits it").isTrue();
        String script = """
                now; dd if=/dev/zero of=/artefacts/f bs=512k count=48 oflag=direct 2>/dev/null || echo failed
                now; dd if=/artefacts/f of=/dev/null bs=512k iflag=direct 2>/dev/null || echo failed
                now""";
        List<Double> free = seconds(IoPolicy.of(0, 0), script);
        List<Double> limited = seconds(IoPolicy.of(8, 0), script);
        System.out.println("direct I/O of 25 MB, writing and reading: " + free + " s, limited " + limited + " s");
        for (int i = 0; i < 2; i++)
            assertThat(limited.get(i))
                    .as("25 MB at 8 MB a second")
                    .isGreaterThan(2.4)
                    .isGreaterThan(4 * free.get(i));
        List<Double> times = seconds(IoPolicy.of(0, 50), """
                now; dd if=/dev/zero of=/artefacts/f bs=4k count=150 oflag=direct 2>/dev/null || echo failed
                now""");
        assertThat(times.get(0)).as("150 times at 50 a second").isGreaterThan(2.2);
    }

    @Test
    void limitThatTheEngineRefusesIsSaidAndTheJobRunsWithoutIt() throws Exception {
        assumeThat(JobUser.weAreRoot()).as("only root limits it").isTrue();
        Path none = Files.createDirectories(directory.resolve("sys/dev/block/511:77"));
        Files.writeString(none.resolve("dev"), "511:77\n");
        engine.blockDevices(new BlockDevices(directory.resolve("sys"), directory.resolve("none"), path -> "511:77"));
        assertThat(run(shell("exit 3")).exitCode()).isEqualTo(3);
        assertThat(engine.io.saidOf("the engine refuses it (")).hasSize(1);
        assertThat(engine.leases()).hasSize(1);
    }

    @Test
    void diskThatCannotBeFoundIsSaidAndTheJobRuns() throws Exception {
        assumeThat(JobUser.weAreRoot()).as("only root limits it").isTrue();
        Path mounts = Files.writeString(directory.resolve("mounts"), "22 1 0:77 / / rw - zfs pool/root rw\n");
        engine.blockDevices(new BlockDevices(directory.resolve("sys"), mounts, path -> "0:77"));
        assertThat(run(shell("exit 3")).exitCode()).isEqualTo(3);
        assertThat(engine.io.saidOf("the disk of the "))
                .containsExactlyInAnyOrder(
                        "the disk of the jobs cannot be found (the file system zfs does not tell its disk)",
                        "the disk of the engine cannot be found (the file system zfs does not tell its disk)");
    }

    private List<Double> seconds(IoPolicy policy, String script) throws Exception {
        try (SocketEngine limiting = connect(rig, DiskPolicy.STANDARD.withIo(policy))) {
            JobSpec job = new JobSpec(
                    new LeaseId("lease-" + UUID.randomUUID()),
                    shell("now() { cut -d' ' -f1 /proc/uptime; }\n" + script).manifest(),
                    List.of(),
                    directory.resolve("io-" + policy.bytesPerSecond() + "-" + policy.operationsPerSecond()),
                    Instant.now().plusSeconds(120));
            ContainerRef container = limiting.start(job).container();
            Inspection started = limiting.inspect(container.id()).orElseThrow();
            assertThat(started.json()
                            .path("HostConfig")
                            .path("BlkioDeviceWriteBps")
                            .isEmpty())
                    .isEqualTo(policy.bytesPerSecond() == 0);
            assertThat(limiting.await(container).exitCode()).isZero();
            String seen = output(container);
            limiting.remove(container);
            assertThat(limiting.io.saidOf("the engine has not set blkio.throttle"))
                    .as("limits that are not in force")
                    .isEmpty();
            List<Double> times = seen.lines().map(Double::valueOf).toList();
            return IntStream.range(1, times.size())
                    .mapToObj(i -> times.get(i) - times.get(i - 1))
                    .toList();
        }
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
}
