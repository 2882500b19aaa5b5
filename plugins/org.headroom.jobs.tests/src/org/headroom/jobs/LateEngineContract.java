package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.headroom.model.market.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine that answers a request after the rig has stopped waiting for it, and carries it out all the same. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class LateEngineContract {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 12;

    @TempDir
    Path directory;

    final String rig = "test-rig-" + UUID.randomUUID();
    SocketEngine engine;
    private SocketEngine impatient;

    abstract SocketEngine connect(Duration patience);

    abstract void engineIsSent(String signal) throws Exception;

    /** Whether the container of this job is being made: the engine is told to, or about to be. */
    abstract BooleanSupplier isBeingCreated(JobSpec job) throws Exception;

    /** Whether the container's monitor is there, which the engine starts for the start. */
    abstract BooleanSupplier isBeingStarted(JobSpec job) throws Exception;

    /** Processes that watch over a container of this lease. */
    abstract long monitors(LeaseId lease);

    /** All containers that the engine knows of. */
    abstract JsonNode all() throws JobFailure;

    @BeforeEach
    void connect() throws Exception {
        assumeThat(JobUser.weAreRoot()).as("processes are seen").isTrue();
        engine = connect(EngineClient.PATIENCE);
        impatient = connect(PATIENCE);
        DemoJob.loadInto(engine);
    }

    @AfterEach
    void goOnAndRemoveEverything() throws Exception {
        engineIsSent("CONT");
        for (LeaseId left : engine.leases()) remove(left);
        impatient.close();
        engine.close();
    }

    private void remove(LeaseId lease) throws JobFailure {
        var there = engine.find(lease);
        if (there.isEmpty()) return;
        engine.stop(there.get().container(), Duration.ZERO);
        engine.remove(there.get().container());
    }

    private JobSpec job() {
        LeaseId lease = new LeaseId("lease-" + UUID.randomUUID());
        Manifest manifest = new Manifest(
                DemoJob.IMAGE, List.of("sh", "-c", "while true; do sleep 1; done"), Map.of(), EngineContract.SMALL);
        Path artefacts = directory.resolve(lease.value()).resolve("artefacts");
        return new JobSpec(lease, manifest, List.of(), artefacts, Instant.now().plusSeconds(120));
    }

    private static CompletableFuture<ContainerState> start(SocketEngine by, JobSpec job) {
        CompletableFuture<ContainerState> started = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                started.complete(by.start(job));
            } catch (JobFailure | RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }

    /** A job whose start was not answered: the engine was stopped when this was so. */
    private JobSpec startedWhileTheEngineStops(String what, UnderWay when) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            JobSpec job = job();
            BooleanSupplier isUnderWay = when.of(job);
            CompletableFuture<ContainerState> started = start(impatient, job);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (System.nanoTime() < end && !started.isDone() && !isUnderWay.getAsBoolean())
                LockSupport.parkNanos(200_000);
            engineIsSent("STOP");
            try {
                started.get(20, TimeUnit.SECONDS);
                System.out.println(what + " was over before the engine stopped");
                engineIsSent("CONT");
                remove(job.lease());
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_ENGINE));
                return job;
            }
        }
        assumeThat(false).as("no request was under way when the engine stopped").isTrue();
        throw new AssertionError();
    }

    private JobSpec createdLate() throws Exception {
        return startedWhileTheEngineStops("creation", this::isBeingCreated);
    }

    private JobSpec startedLate() throws Exception {
        return startedWhileTheEngineStops("start", this::isBeingStarted);
    }

    /** Ids of all that the engine has of a lease, in its lists or in its storage alone. */
    private List<String> containers(LeaseId lease) throws Exception {
        List<String> ids = new ArrayList<>();
        for (JsonNode one : all())
            if (one.path("Names").toString().contains(SocketEngine.containerName(lease)))
                ids.add(one.path("Id").asText());
        return ids;
    }

    private void isAdopted(JobSpec job) throws Exception {
        assertThatThrownBy(() -> impatient.start(job))
                .as("asked again while it is stopped")
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_ENGINE));
        // Its first request waits beside the late one, as that of a rig that asks again and again.
        CompletableFuture<ContainerState> again = start(engine, job);
        await().during(Duration.ofMillis(300)).until(() -> !again.isDone());
        engineIsSent("CONT");
        ContainerState adopted = again.get(60, TimeUnit.SECONDS);
        assertThat(adopted).isInstanceOf(ContainerState.Running.class);
        ContainerRef container = adopted.container();
        await().during(Duration.ofSeconds(2))
                .until(() -> containers(job.lease()).equals(List.of(container.id())));
        assertThat(engine.find(job.lease())).contains(adopted);
        assertThat(new ContainerProcesses().alive(container.id())).isNotEmpty();
        long uid = engine.inspect(container.id()).orElseThrow().uid().orElseThrow();
        assertThat(Files.getAttribute(job.artefacts(), "unix:uid"))
                .as("the folder is that user's")
                .isEqualTo((int) uid);
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
        engineIsSent("CONT");
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
        assertThat(monitors(job.lease())).isZero();
    }

    @Test
    void containerThatIsCreatedLateForALeaseThatWasRefusedIsRemoved() throws Exception {
        isDiscarded(createdLate());
    }

    @Test
    void containerThatIsStartedLateForALeaseThatWasRefusedIsRemoved() throws Exception {
        isDiscarded(startedLate());
    }

    private interface UnderWay {
        BooleanSupplier of(JobSpec job) throws Exception;
    }
}
