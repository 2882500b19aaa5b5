package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.headroom.jobs.guard.ProcFiles;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are left when the engine calls their container ended, on a {@code /proc} of the test's own. */
@Timeout(30)
class JobRemainsTest {
    private static final String ID = "0ffb24415da291e599074e4f16970de8cb246e795a89dca976b8abfa083ae021";
    private static final LeaseId LEASE = new LeaseId("lease-0001");
    private static final ContainerRef CONTAINER = new ContainerRef("docker", "20.10.24", ID, "sha256:1");
    private static final Instant ENDED = Instant.parse("2026-03-01T10:00:02Z");

    @TempDir
    Path directory;

    private Path proc;
    private Path group;
    private FakeEngineSocket fake;
    private PodmanEngine engine;
    /** What may be killed; the others are stuck in the kernel. */
    private final Set<Long> mortal = ConcurrentHashMap.newKeySet();

    private final AtomicInteger engineKills = new AtomicInteger();
    private volatile boolean known = true;

    @BeforeEach
    void start() throws Exception {
        proc = Files.createDirectory(directory.resolve("proc"));
        group = Files.createDirectories(directory.resolve("freezer/docker/" + ID));
        Files.writeString(group.resolve("freezer.state"), "THAWED");
        Path mounts = Files.writeString(
                directory.resolve("mountinfo"),
                "37 31 0:34 / " + directory.resolve("freezer") + " rw - cgroup cgroup rw,freezer\n");
        fake = new FakeEngineSocket(directory.resolve("s"), this::answer);
        engine = new PodmanEngine(fake.socket, "rig", TestEngines.OFFERED, Clock.systemUTC());
        engine.remains =
                new JobRemains(engine, new ContainerProcesses(proc, this::handle, mounts), Duration.ofMillis(50));
        process(7, "S (sleeping)", 1, "/docker/" + ID);
        process(8, "t (tracing stop)", 1, "/docker/" + ID + "/nested");
        process(9, "S (sleeping)", 1, "/docker/" + "ab".repeat(32));
    }

    @AfterEach
    void end() throws IOException {
        engine.close();
        fake.close();
    }

    private void answer(String method, String target, FakeEngineSocket.Exchange exchange) throws Exception {
        if (target.contains("/kill")) engineKills.incrementAndGet();
        String container = """
                {"Id": "%1$s", "Config": {"Labels": {"org.headroom.rig": "rig"}}, "State": {"Status": "exited",
                "Running": false, "ExitCode": 0, "StartedAt": "2026-03-01T10:00:00Z",
                "FinishedAt": "%2$s"}}""".formatted(ID, ENDED);
        if (target.contains("/wait")) exchange.json(200, "0");
        else if (target.contains("/containers/json")) exchange.json(200, known ? "[{\"Id\": \"" + ID + "\"}]" : "[]");
        else if (target.contains("/info")) exchange.json(200, "{\"version\": {\"Version\": \"4.3.1\"}}");
        else if (target.contains("/containers/") && !known) exchange.json(404, "{\"message\": \"no such container\"}");
        else exchange.json(200, container);
    }

    private void process(long pid, String state, int threads, String path) throws IOException {
        Path own = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(own.resolve("stat"), ProcFiles.stat(pid, state, threads));
        Files.writeString(own.resolve("cgroup"), "9:name=systemd:/\n6:freezer:" + path + "\n");
    }

    /** Killing it ends it, while its group is frozen. */
    private Optional<java.util.function.BooleanSupplier> handle(long pid) {
        return Optional.of(() -> {
            if (!mortal.contains(pid)) return false;
            try (Stream<Path> files = Files.list(proc.resolve(Long.toString(pid)))) {
                assertThat(group.resolve("freezer.state")).hasContent("FROZEN");
                for (Path file : files.filter(Files::isRegularFile).toList()) Files.delete(file);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private CompletableFuture<ContainerState.Exited> waiting() {
        CompletableFuture<ContainerState.Exited> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(engine.await(CONTAINER));
            } catch (JobFailure | InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    @Test
    void endThatTheEngineTellsCountsOnlyWhenNoProcessIsLeft() throws Exception {
        mortal.add(7L);
        Instant before = Instant.now();
        CompletableFuture<ContainerState.Exited> end = waiting();
        await().until(() -> engineKills.get() >= 2);
        assertThat(end).isNotDone();
        assertThat(Files.exists(proc.resolve("7/cgroup"))).isFalse();
        assertThat(Files.exists(proc.resolve("9/cgroup"))).as("another's").isTrue();
        assertThat(engine.find(LEASE).orElseThrow()).isInstanceOf(ContainerState.Running.class);
        mortal.add(8L);
        ContainerState.Exited exited = end.get(10, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
        assertThat(exited.endedAt()).isAfter(before);
        assertThat(group.resolve("freezer.state")).hasContent("THAWED");
    }

    @Test
    void endWithoutAnyProcessLeftIsTheEnginesOwn() throws Exception {
        process(7, "Z (zombie)", 1, "/docker/" + ID);
        process(8, "X (dead)", 1, "/docker/" + ID);
        ContainerState.Exited exited = waiting().get(10, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isZero();
        assertThat(exited.endedAt()).isEqualTo(ENDED);
        assertThat(engine.find(LEASE).orElseThrow()).isInstanceOf(ContainerState.Exited.class);
    }

    @Test
    void processWhoseFirstThreadHasEndedIsLeftWhileOthersRun() throws Exception {
        ProcFiles.firstThreadHasEnded(proc.resolve("7"), 7, "9:name=systemd:/\n6:freezer:/docker/" + ID + "\n");
        ContainerProcesses seen = new ContainerProcesses(proc, this::handle, directory.resolve("mountinfo"));
        assertThat(seen.alive(ID)).containsExactlyInAnyOrder(7L, 8L);
        process(8, "Z (zombie)", 1, "/docker/" + ID);
        assertThat(seen.alive(ID)).containsExactly(7L);
        assertThat(engine.find(LEASE).orElseThrow()).isInstanceOf(ContainerState.Running.class);
        mortal.add(7L);
        assertThat(seen.kill(ID, Duration.ofSeconds(5))).isEmpty();
        assertThat(Files.exists(proc.resolve("7/stat"))).isFalse();
    }

    @Test
    void processesThatCannotBeKilledKeepTheContainerAndNewWorkAwayUntilTheyEnd() throws Exception {
        assertThat(engine.status().up()).isTrue();
        assertThatThrownBy(() -> engine.remove(CONTAINER))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.PROCESSES_LEFT));
        assertThatThrownBy(() -> engine.stop(CONTAINER, Duration.ZERO)).hasMessageContaining("kill -9");
        assertThat(engine.status().up()).isFalse();
        assertThat(engine.status().message()).contains("cannot be killed", "no new work");
        process(7, "Z (zombie)", 1, "/docker/" + ID);
        process(8, "Z (zombie)", 1, "/docker/" + ID);
        assertThat(engine.status().up()).isTrue();
    }

    @Test
    void processesOfAContainerThatTheEngineDoesNotKnowKeepItsEndFromBeingReported() throws Exception {
        known = false;
        assertThatThrownBy(() -> engine.await(CONTAINER))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.PROCESSES_LEFT));
        mortal.addAll(Set.of(7L, 8L));
        assertThatThrownBy(() -> engine.await(CONTAINER)).hasMessageContaining("is gone");
        engine.remove(CONTAINER);
    }

    @Test
    void endOfWhatAStopKilledIsWhenItWasKilledAndNotWhenTheEngineSays() throws Exception {
        mortal.addAll(Set.of(7L, 8L));
        Instant before = Instant.now();
        engine.stop(CONTAINER, Duration.ZERO);
        ContainerState.Exited exited = waiting().get(10, TimeUnit.SECONDS);
        assertThat(engine.find(LEASE).orElseThrow()).isInstanceOfSatisfying(ContainerState.Exited.class, found -> {
            assertThat(found.endedAt()).isEqualTo(exited.endedAt());
            assertThat(found.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
        });
        assertThat(exited.endedAt()).isBetween(before, Instant.now());
        assertThat(exited.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
    }
}
