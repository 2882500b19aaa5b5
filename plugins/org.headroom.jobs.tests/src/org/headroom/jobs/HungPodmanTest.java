package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs on a real Podman whose service hangs: it takes connections and answers nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HungPodmanTest extends PodmanFixture {
    private static final String ENDLESS = "trap '' TERM; (while true; do sleep 1; done) & while true; do sleep 1; done";

    @BeforeEach
    void onlyRootMayKill() {
        assumeThat(JobUser.weAreRoot()).isTrue();
    }

    @AfterEach
    void goOn() throws Exception {
        signal("CONT");
    }

    static ProcessHandle serviceProcess() {
        return processOf(service);
    }

    private static ProcessHandle processOf(PodmanService podman) {
        String socket = podman.socket().toString();
        return ProcessHandle.current()
                .descendants()
                .filter(p ->
                        p.info().command().filter(c -> c.endsWith("/podman")).isPresent())
                .filter(p ->
                        p.info().commandLine().filter(c -> c.contains(socket)).isPresent())
                .findFirst()
                .orElseThrow();
    }

    static void signal(String name) throws Exception {
        signal(service, name);
    }

    static void signal(PodmanService podman, String name) throws Exception {
        String pid = Long.toString(processOf(podman).pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static long processOf(Inspection container) {
        return container.json().path("State").path("Pid").asLong();
    }

    /** A process that has ended and whose parent has not asked yet is no running one. */
    private static boolean runs(long pid) throws Exception {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return Files.exists(status) && !Files.readString(status).contains("State:\tZ");
    }

    @Test
    void jobsProcessIsKilledWithoutTheServiceAndItsEndIsToldWhenTheServiceGoesOn() throws Exception {
        JobSpec job = shell(ENDLESS);
        JobSpec another = shell(ENDLESS);
        ContainerRef container = engine.start(job).container();
        ContainerRef other = engine.start(another).container();
        long pid = processOf(engine.inspect(container.id()).orElseThrow());
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
        await().during(Duration.ofSeconds(1)).until(() -> !stopped.isDone() && runs(pid));

        long begin = System.nanoTime();
        assertThat(engine.killProcess(container)).hasValue(pid);
        System.out.println("podman: process found and killed in " + (System.nanoTime() - begin) / 1_000 + " us");

        await().atMost(Duration.ofSeconds(2)).until(() -> !runs(pid));
        Instant gone = Instant.now();
        assertThat(engine.killProcess(container)).isEmpty();
        assertThat(end).isNotDone();
        signal("CONT");
        ContainerState.Exited exited = end.get(20, TimeUnit.SECONDS);
        assertThat(exited.exitCode()).isEqualTo(137);
        assertThat(exited.outOfMemory()).isFalse();
        assertThat(exited.endedAt()).isBetween(gone.minusSeconds(3), gone.plusSeconds(1));
        assertThat(stopped.get(20, TimeUnit.SECONDS)).isAfter(gone);
        assertThat(engine.find(another.lease())).containsInstanceOf(ContainerState.Running.class);
        assertThat(processOf(engine.inspect(other.id()).orElseThrow())).isPositive();
        engine.remove(container);
        assertThat(engine.find(job.lease())).isEmpty();
    }

    @Test
    void rigThatStartsWhileTheServiceHangsFindsTheProcessByTheContainersIdAlone() throws Exception {
        ContainerRef container = engine.start(shell(ENDLESS)).container();
        long pid = processOf(engine.inspect(container.id()).orElseThrow());
        signal("STOP");
        try (ContainerEngine none = new NoEngine("the engine does not answer");
                ContainerEngine started = new AwaitedEngine(
                        () -> none, new GpuToolkit(System.getenv()), Optional.empty(), Duration.ofHours(1))) {
            ContainerRef known =
                    new ContainerRef("podman", container.engineVersion(), container.id(), container.imageDigest());
            assertThat(started.killProcess(
                            new ContainerRef("another", known.engineVersion(), known.id(), known.imageDigest())))
                    .isEmpty();
            assertThat(runs(pid)).isTrue();
            assertThat(started.killProcess(known)).hasValue(pid);
        }
        await().atMost(Duration.ofSeconds(2)).until(() -> !runs(pid));
    }
}
