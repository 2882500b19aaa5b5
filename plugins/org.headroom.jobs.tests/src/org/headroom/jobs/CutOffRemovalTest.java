package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers whose removal is cut off: Podman's service is killed when it has deleted the storage and nothing else. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class CutOffRemovalTest extends PodmanFixture {
    private static final int TRIES = 20;

    @AfterEach
    void isUp() throws JobFailure {
        service.ensureUp();
    }

    private Path graph() throws JobFailure {
        JsonNode store =
                EngineClient.json(engine.client.get("/v4.0.0/libpod/info")).path("store");
        return Path.of(store.path("graphRoot").asText());
    }

    private String driver() throws JobFailure {
        return EngineClient.json(engine.client.get("/v4.0.0/libpod/info"))
                .path("store")
                .path("graphDriverName")
                .asText();
    }

    private static String read(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private String layerOf(LeaseId lease) throws Exception {
        String containers = read(graph().resolve(driver() + "-containers/containers.json"));
        for (JsonNode one : EngineClient.JSON.readTree(containers))
            if (one.path("names").toString().contains(SocketEngine.containerName(lease)))
                return one.path("layer").asText();
        throw new AssertionError("the storage has no container of " + lease);
    }

    private Whole inspected(ContainerState.Exited container) throws JobFailure {
        return engine.client.send(
                "GET", engine.containers(container.container().id(), "/json"), Content.NONE, EngineClient.PATIENCE);
    }

    /** An ended job whose container Podman still lists and cannot inspect. */
    private ContainerState.Exited cutOff(JobSpec[] of) throws Exception {
        Path layers = graph().resolve(driver() + "-layers/layers.json");
        for (int i = 0; i < TRIES; i++) {
            service.ensureUp();
            JobSpec job = shell("echo done");
            of[0] = job;
            ContainerState.Exited exited = run(job);
            String layer = layerOf(job.lease());
            Thread removal = Thread.ofVirtual().start(() -> {
                try {
                    engine.client.send(
                            "DELETE",
                            engine.containers(exited.container().id(), "?v=true"),
                            Content.NONE,
                            EngineClient.PATIENCE);
                } catch (JobFailure e) {
                    // The service is killed meanwhile.
                }
            });
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (System.nanoTime() < end && read(layers).contains(layer)) LockSupport.parkNanos(100_000);
            ProcessHandle podman = HungPodmanTest.serviceProcess();
            assertThat(podman.destroyForcibly()).isTrue();
            podman.onExit().get(10, TimeUnit.SECONDS);
            removal.join();
            service.ensureUp();
            if (inspected(exited).status() == 500) return exited;
            System.out.println("podman: the kill came too late or too early: "
                    + inspected(exited).status());
            engine.remove(exited.container());
        }
        assumeThat(false).as("no removal was cut off in between").isTrue();
        throw new AssertionError();
    }

    @Test
    void containerWhoseStorageIsGoneIsRemovedByTheNextAttempt() throws Exception {
        JobSpec[] job = new JobSpec[1];
        ContainerState.Exited exited = cutOff(job);
        assertThat(engine.leases()).contains(job[0].lease());

        engine.remove(exited.container());
        assertThat(engine.find(job[0].lease())).isEmpty();
        assertThat(engine.leases()).doesNotContain(job[0].lease());
    }

    @Test
    void containerWhoseStorageIsGoneIsFoundAsNoneAndLeavesTheList() throws Exception {
        JobSpec[] job = new JobSpec[1];
        cutOff(job);

        assertThat(engine.find(job[0].lease())).isEmpty();
        assertThat(engine.leases()).doesNotContain(job[0].lease());
    }
}
