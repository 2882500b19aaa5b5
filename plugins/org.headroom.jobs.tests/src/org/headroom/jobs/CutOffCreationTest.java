package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Containers whose creation is cut off: Podman's service is killed when it has made the storage and recorded nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CutOffCreationTest extends PodmanFixture {
    private static final int TRIES = 12;

    @AfterEach
    void isUp() throws JobFailure {
        service.ensureUp();
    }

    /** What Podman's storage has, also of containers that no list shows. */
    private List<String> inStorage(LeaseId lease) throws JobFailure {
        List<String> states = new ArrayList<>();
        JsonNode all = EngineClient.json(engine.client.get("/v4.0.0/libpod/containers/json?all=true&external=true"));
        for (JsonNode one : all)
            if (one.path("Names").toString().contains("\"" + SocketEngine.containerName(lease) + "\""))
                states.add(one.path("State").asText());
        return states;
    }

    private Path storage() throws JobFailure {
        JsonNode store =
                EngineClient.json(engine.client.get("/v4.0.0/libpod/info")).path("store");
        return Path.of(store.path("graphRoot").asText())
                .resolve(store.path("graphDriverName").asText() + "-containers")
                .resolve("containers.json");
    }

    /** A job of whose container there is nothing but the storage. */
    private JobSpec cutOff() throws Exception {
        Path storage = storage();
        for (int i = 0; i < TRIES; i++) {
            service.ensureUp();
            JobSpec job = shell("echo done");
            Thread start = Thread.ofVirtual().start(() -> {
                try {
                    engine.start(job);
                } catch (JobFailure e) {
                    // The service is killed meanwhile.
                }
            });
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (System.nanoTime() < end && !names(storage, job.lease())) LockSupport.parkNanos(200_000);
            ProcessHandle podman = HungPodmanTest.serviceProcess();
            assertThat(podman.destroyForcibly()).isTrue();
            podman.onExit().get(10, TimeUnit.SECONDS);
            start.join();
            service.ensureUp();
            if (inStorage(job.lease()).equals(List.of("storage"))) return job;
            System.out.println("podman: the kill came too late or too early: " + inStorage(job.lease()));
        }
        assumeThat(false).as("no creation was cut off in between").isTrue();
        throw new AssertionError();
    }

    private static boolean names(Path storage, LeaseId lease) throws Exception {
        return Files.exists(storage)
                && Files.readString(storage, StandardCharsets.ISO_8859_1).contains(SocketEngine.containerName(lease));
    }

    @Test
    void jobStartsAllTheSameAndLeavesNothingInTheStorage() throws Exception {
        JobSpec job = cutOff();
        assertThat(engine.find(job.lease())).isEmpty();

        ContainerState.Exited exited = run(job);
        assertThat(exited.exitCode()).isZero();
        engine.remove(exited.container());
        assertThat(inStorage(job.lease())).isEmpty();
    }

    /** The container's monitor runs, which starts the runtime. */
    private static boolean isStarting(LeaseId lease) {
        return ProcessHandle.allProcesses()
                .anyMatch(p -> p.info()
                        .commandLine()
                        .filter(c -> c.contains("conmon") && c.contains(SocketEngine.containerName(lease)))
                        .isPresent());
    }

    @Test
    void jobWhoseStartIsCutOffInTheRuntimeRunsAllTheSame() throws Exception {
        for (int i = 0; i < TRIES; i++) {
            JobSpec job = shell("echo done");
            CompletableFuture<Void> started = CompletableFuture.runAsync(() -> {
                try {
                    engine.start(job);
                } catch (JobFailure e) {
                    // The service is killed meanwhile.
                }
            });
            await().pollInterval(Duration.ofMillis(1)).until(() -> isStarting(job.lease()) || started.isDone());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(6L * i));
            ProcessHandle podman = HungPodmanTest.serviceProcess();
            assertThat(podman.destroyForcibly()).isTrue();
            podman.onExit().get(10, TimeUnit.SECONDS);
            started.get(60, TimeUnit.SECONDS);
            service.ensureUp();
            ContainerState.Exited exited = run(job);
            assertThat(exited.exitCode()).as("try %d", i).isZero();
            engine.remove(exited.container());
            assertThat(inStorage(job.lease())).isEmpty();
        }
    }

    @Test
    void storageOfALeaseThatIsGivenUpIsRemoved() throws Exception {
        JobSpec job = cutOff();
        JobSpec other = shell("sleep 60");
        engine.start(other);

        engine.removeUnfinished(job.lease());
        assertThat(inStorage(job.lease())).isEmpty();
        engine.removeUnfinished(job.lease());
        engine.removeUnfinished(other.lease());
        assertThat(engine.find(other.lease()))
                .as("what is no mere storage stays")
                .containsInstanceOf(ContainerState.Running.class);
    }
}
