package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest extends EngineContract {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path own;

    private static TestEngines.Docker docker;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        docker = TestEngines.Docker.startOrSkip(own);
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        if (docker != null) docker.close();
    }

    @Override
    SocketEngine connect(String rigName, DiskPolicy policy) {
        return new DockerEngine(docker.socket, rigName, TestEngines.OFFERED, new DiskImage(policy));
    }

    @Override
    Path storage() {
        return own;
    }

    @Override
    boolean keepsSecretsApart() {
        return false;
    }

    @Override
    Set<String> filesOfTheEngine() {
        return Set.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf");
    }

    @Test
    void tellsThatItIsReady() {
        assertThat(engine.status().up()).isTrue();
        assertThat(engine.status().engine()).isEqualTo("docker");
        assertThat(engine.status().message()).startsWith("Docker ").endsWith("ready for jobs.");
    }

    /** @return one that Docker calls ended while its three processes run */
    private ContainerRef startOutliving() throws Exception {
        ContainerRef container = startTraced();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var state = engine.inspect(container.id()).orElseThrow().json().path("State");
            return !state.path("Running").asBoolean();
        });
        assertThat(processes(container)).hasSize(3);
        return container;
    }

    @Test
    void jobThatDockerCallsEndedRunsUntilItsProcessesAreKilledAndItsCodeIsUnknown() throws Exception {
        ContainerRef container = startOutliving();
        assertThat(engine.find(lease).orElseThrow()).isInstanceOf(ContainerState.Running.class);
        Instant before = Instant.now();
        ContainerState.Exited exited = engine.await(container);
        assertThat(processes(container)).isEmpty();
        assertThat(exited.exitCode()).isEqualTo(ContainerState.UNKNOWN_EXIT);
        assertThat(exited.endedAt()).as("not Docker's time").isAfter(before);
        engine.remove(container);
        assertThat(engine.find(lease)).isEmpty();
        assertThat(engine.status().up()).isTrue();
    }

    @Test
    void jobThatDockerCallsEndedLeavesNoProcessWhenItIsStopped() throws Exception {
        ContainerRef container = startOutliving();
        engine.stop(container, Duration.ZERO);
        assertThat(processes(container)).isEmpty();
        assertThat(engine.find(lease).orElseThrow()).isInstanceOf(ContainerState.Exited.class);
    }

    @Test
    void jobThatDockerCallsEndedLeavesNoProcessWhenItIsRemoved() throws Exception {
        ContainerRef container = startOutliving();
        engine.remove(container);
        assertThat(processes(container)).isEmpty();
        assertThat(engine.find(lease)).isEmpty();
    }

    @Test
    void processesOfAContainerThatSomebodyRemovedAreKilled() throws Exception {
        ContainerRef container = startOutliving();
        String target = engine.api() + "/containers/" + container.id() + "?force=true";
        engine.client.send("DELETE", target, Content.NONE, EngineClient.PATIENCE);
        assertThat(engine.find(lease)).isEmpty();
        assertThat(processes(container)).as("Docker left them").isNotEmpty();
        assertThatThrownBy(() -> engine.await(container)).hasMessageContaining("is gone");
        assertThat(processes(container)).isEmpty();
        DiskImage.discard(artefacts());
    }
}
