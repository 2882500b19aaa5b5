package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a real Docker whose daemon hangs: it takes connections and answers nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HungDockerTest {
    private static final String ENDLESS = "trap '' TERM; (while true; do sleep 1; done) & while true; do sleep 1; done";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path own;

    private static TestEngines.Docker docker;

    @TempDir
    Path directory;

    private DockerEngine engine;

    @BeforeAll
    static void begin() throws Exception {
        docker = TestEngines.Docker.startOrSkip(own);
    }

    @AfterAll
    static void end() throws Exception {
        if (docker != null) docker.close();
    }

    @BeforeEach
    void connect() throws JobFailure {
        engine = new DockerEngine(docker.socket, "test-rig-" + UUID.randomUUID(), TestEngines.OFFERED);
        DemoJob.loadInto(engine);
    }

    @AfterEach
    void goOnAndRemoveEverything() throws Exception {
        signal("CONT");
        for (LeaseId left : engine.leases()) {
            ContainerRef container = engine.find(left).orElseThrow().container();
            engine.stop(container, Duration.ZERO);
            engine.remove(container);
        }
        engine.close();
    }

    private static void signal(String name) throws Exception {
        String daemon = Files.readString(own.resolve("pid")).strip();
        assertThat(new ProcessBuilder("kill", "-" + name, daemon)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private JobSpec job() {
        LeaseId lease = new LeaseId("lease-" + UUID.randomUUID());
        Manifest manifest = new Manifest(DemoJob.IMAGE, List.of("sh", "-c", ENDLESS), Map.of(), EngineContract.SMALL);
        Path artefacts = directory.resolve(lease.value()).resolve("artefacts");
        return new JobSpec(lease, manifest, List.of(), artefacts, Instant.now().plusSeconds(120));
    }

    private static List<Long> processes(ContainerRef container) throws Exception {
        return new ContainerProcesses().alive(container.id());
    }

    @Test
    void jobsProcessesAreKilledWithoutTheDaemonAndTheirEndIsToldWhenItGoesOn() throws Exception {
        ContainerRef container = engine.start(job()).container();
        ContainerRef other = engine.start(job()).container();
        await().until(() -> processes(container).size() > 2);
        CompletableFuture<ContainerState.Exited> end = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                end.complete(engine.await(container));
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        signal("STOP");
        CompletableFuture<Instant> stopped = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                engine.stop(container, Duration.ZERO);
                stopped.complete(Instant.now());
            } catch (Exception e) {
                stopped.completeExceptionally(e);
            }
        });
        await().during(Duration.ofSeconds(1))
                .until(() -> !stopped.isDone() && !processes(container).isEmpty());

        long begin = System.nanoTime();
        assertThat(engine.killProcess(container)).isPresent();
        System.out.println("docker: processes found and killed in " + (System.nanoTime() - begin) / 1_000 + " us");

        assertThat(processes(container)).isEmpty();
        Instant gone = Instant.now();
        assertThat(engine.killProcess(container)).isEmpty();
        assertThat(processes(other)).as("another job's").isNotEmpty();
        assertThat(end).isNotDone();
        signal("CONT");
        ContainerState.Exited exited = end.get(20, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isEqualTo(137);
        assertThat(exited.outOfMemory()).isFalse();
        assertThat(stopped.get(20, TimeUnit.SECONDS)).isAfter(gone);
        assertThat(processes(other)).isNotEmpty();
        engine.remove(container);
    }

    @Test
    void rigThatStartsWhileTheDaemonHangsFindsTheProcessesByTheContainersIdAlone() throws Exception {
        ContainerRef container = engine.start(job()).container();
        signal("STOP");
        try (ContainerEngine none = new NoEngine("the engine does not answer");
                ContainerEngine started = new AwaitedEngine(
                        () -> none, new GpuToolkit(System.getenv()), Optional.empty(), Duration.ofHours(1))) {
            for (ContainerRef unlike : List.of(
                    new ContainerRef("another", "", container.id(), container.imageDigest()),
                    new ContainerRef("docker", "", container.id().substring(0, 12), container.imageDigest())))
                assertThat(started.killProcess(unlike)).isEmpty();
            assertThat(processes(container)).isNotEmpty();
            assertThat(started.killProcess(container)).isPresent();
        }
        assertThat(processes(container)).isEmpty();
    }
}
