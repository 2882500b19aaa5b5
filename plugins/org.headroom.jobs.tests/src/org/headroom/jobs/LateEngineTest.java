package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real Podman that answers a request after the rig has stopped waiting for it, and carries it out all the same. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LateEngineTest extends PodmanFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 12;

    private PodmanEngine impatient;

    @BeforeEach
    void connectWithLittlePatience() {
        assumeThat(JobUser.weAreRoot()).as("processes are seen").isTrue();
        impatient = connect(DiskPolicy.STANDARD, PATIENCE);
    }

    @AfterEach
    void goOn() throws Exception {
        HungPodmanTest.signal("CONT");
        impatient.close();
    }

    /** A job whose start was not answered: the service was stopped when this was so. */
    private JobSpec startedWhileTheServiceStops(String what, java.util.function.Function<LeaseId, BooleanSupplier> when)
            throws Exception {
        for (int i = 0; i < TRIES; i++) {
            JobSpec job = shell("while true; do sleep 1; done");
            CompletableFuture<ContainerState> started = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    started.complete(impatient.start(job));
                } catch (JobFailure | RuntimeException e) {
                    started.completeExceptionally(e);
                }
            });
            BooleanSupplier isUnderWay = when.apply(job.lease());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (System.nanoTime() < end && !started.isDone() && !isUnderWay.getAsBoolean())
                LockSupport.parkNanos(200_000);
            HungPodmanTest.signal("STOP");
            try {
                started.get(20, TimeUnit.SECONDS);
                System.out.println("podman: " + what + " was over before the service stopped");
                HungPodmanTest.signal("CONT");
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_ENGINE));
                return job;
            }
        }
        assumeThat(false)
                .as("no request was under way when the service stopped")
                .isTrue();
        throw new AssertionError();
    }

    /** When Podman has the container's storage and the request to create it is not answered yet. */
    private JobSpec createdLate() throws Exception {
        JsonNode store =
                EngineClient.json(engine.client.get("/v4.0.0/libpod/info")).path("store");
        Path storage = Path.of(store.path("graphRoot").asText())
                .resolve(store.path("graphDriverName").asText() + "-containers")
                .resolve("containers.json");
        return startedWhileTheServiceStops("creation", lease -> () -> {
            try {
                return Files.readString(storage, StandardCharsets.ISO_8859_1)
                        .contains(SocketEngine.containerName(lease));
            } catch (java.io.IOException e) {
                return false;
            }
        });
    }

    /** When the container's monitor is there, which Podman starts for the start. */
    private JobSpec startedLate() throws Exception {
        return startedWhileTheServiceStops(
                "start",
                lease -> () -> ProcessHandle.allProcesses()
                        .anyMatch(p -> p.info()
                                .commandLine()
                                .filter(c -> c.contains("conmon") && c.contains(SocketEngine.containerName(lease)))
                                .isPresent()));
    }

    /** Ids of all that Podman has of a lease, in its lists or in its storage alone. */
    private List<String> containers(LeaseId lease) throws Exception {
        List<String> ids = new ArrayList<>();
        JsonNode all = EngineClient.json(engine.client.get("/v4.0.0/libpod/containers/json?all=true&external=true"));
        for (JsonNode one : all)
            if (one.path("Names").toString().contains(SocketEngine.containerName(lease)))
                ids.add(one.path("Id").asText());
        return ids;
    }

    private void isAdopted(JobSpec job) throws Exception {
        assertThatThrownBy(() -> impatient.start(job))
                .as("asked again while it is stopped")
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_ENGINE));
        HungPodmanTest.signal("CONT");
        ContainerState adopted = engine.start(job);
        assertThat(adopted).isInstanceOf(ContainerState.Running.class);
        ContainerRef container = adopted.container();
        await().during(Duration.ofSeconds(2))
                .until(() -> containers(job.lease()).equals(List.of(container.id())));
        assertThat(engine.find(job.lease())).contains(adopted);
        assertThat(new ContainerProcesses().alive(container.id())).isNotEmpty();
    }

    @Test
    void containerThatIsCreatedLateIsAdopted() throws Exception {
        isAdopted(createdLate());
    }

    @Test
    void containerThatIsStartedLateIsAdopted() throws Exception {
        isAdopted(startedLate());
    }

    /** As the rig does it with a lease that was refused meanwhile: look, stop, remove, until it is quiet for a while. */
    private void isDiscarded(JobSpec job) throws Exception {
        HungPodmanTest.signal("CONT");
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(40)).until(() -> {
            try {
                var there = engine.find(job.lease());
                if (there.isPresent()) {
                    engine.stop(there.get().container(), Duration.ZERO);
                    engine.remove(there.get().container());
                }
                engine.removeUnfinished(job.lease());
                return there.isEmpty();
            } catch (JobFailure e) {
                return false;
            }
        });
        assertThat(containers(job.lease())).isEmpty();
        assertThat(processes(job.lease())).isZero();
    }

    private static long processes(LeaseId lease) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info()
                        .commandLine()
                        .filter(c -> c.contains(SocketEngine.containerName(lease)))
                        .isPresent())
                .count();
    }

    @Test
    void containerThatIsCreatedLateForALeaseThatWasRefusedIsRemoved() throws Exception {
        isDiscarded(createdLate());
    }

    @Test
    void containerThatIsStartedLateForALeaseThatWasRefusedIsRemoved() throws Exception {
        isDiscarded(startedLate());
    }
}
