package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

/**
 * A Docker in which another request makes the lease's container, for a user of its own choice, between the rig's look
 * and the rig's request.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NameTakenTest {
    private static final String IMAGE = "12".repeat(32);
    private static final String ID = "ab".repeat(32);
    /** Of the last of all users: the rig chooses another, with 255 to 1. */
    private static final long WINNER = JobUids.FIRST + 255L * JobUids.SIZE + JobUser.NOBODY_ID;

    private final LeaseId lease = new LeaseId("lease-" + UUID.randomUUID());

    @TempDir
    Path directory;

    private JobSpec job;
    private FakeEngineSocket docker;
    private DockerEngine engine;
    private volatile long user = WINNER;
    private volatile boolean there;
    private volatile boolean started;
    private volatile boolean deleted;
    private volatile Object ownerAtStart = 0;

    @BeforeEach
    void connect() throws Exception {
        assumeThat(JobUser.weAreRoot()).as("only root gives each lease a user").isTrue();
        Limits limits = new Limits(500, new ByteCount(64L << 20), 32, Duration.ofMinutes(2));
        job = new JobSpec(
                lease,
                new Manifest(DemoJob.IMAGE, List.of("true"), Map.of(), limits),
                List.of(),
                directory.resolve("artefacts"),
                Instant.now().plusSeconds(120));
        docker = new FakeEngineSocket(directory.resolve("s"), this::answer);
        DiskPolicy watched =
                new DiskPolicy(new ByteCount(64L << 20), 1_000, false, new ByteCount(1 << 20), IoPolicy.of(0, 0));
        engine = new DockerEngine(docker.socket, "rig", TestEngines.OFFERED, new DiskImage(watched));
    }

    @AfterEach
    void end() throws IOException {
        if (engine != null) engine.close();
        if (docker != null) docker.close();
    }

    private void answer(String method, String target, FakeEngineSocket.Exchange exchange) throws Exception {
        if (target.contains("/version"))
            exchange.json(200, "{\"Version\": \"20.10.24\", \"ApiVersion\": \"1.41\", \"MinAPIVersion\": \"1.12\"}");
        else if (target.contains("/info")) exchange.json(200, "{}");
        else if (target.contains("/images/"))
            exchange.json(200, "{\"Id\": \"" + IMAGE + "\", \"RepoTags\": [\"" + DemoJob.IMAGE + "\"]}");
        else if (target.contains("/containers/json"))
            exchange.json(200, there && !deleted ? "[{\"Id\": \"" + ID + "\"}]" : "[]");
        else if (target.contains("/containers/create")) {
            there = true;
            exchange.json(409, "{\"message\": \"Conflict. The container name is already in use\"}");
        } else if (target.endsWith("/start")) {
            ownerAtStart = Files.getAttribute(job.artefacts(), "unix:uid");
            started = true;
            exchange.json(204, "");
        } else if (method.equals("DELETE")) {
            deleted = true;
            exchange.json(204, "");
        } else if (deleted) exchange.json(404, "{\"message\": \"no such container\"}");
        else exchange.json(200, winner().toString());
    }

    /** As the request of an earlier start would have made it. */
    private ObjectNode winner() throws IOException {
        ObjectNode inspect;
        try (InputStream in = NameTakenTest.class.getResourceAsStream("/docker-inspect.json")) {
            inspect = (ObjectNode) EngineClient.JSON.readTree(in);
        }
        inspect.put("Id", ID).put("Image", "sha256:" + IMAGE);
        ((ObjectNode) inspect.path("Mounts").path(0))
                .put("Source", job.artefacts().toString());
        ObjectNode config = (ObjectNode) inspect.path("Config");
        config.put("User", user + ":" + user);
        config.putObject("Labels")
                .put(Isolation.LEASE_LABEL, lease.value())
                .put(Isolation.RIG_LABEL, "rig")
                .put(Isolation.DISK_LABEL, Long.toString(64L << 20))
                .put(Isolation.USER_LABEL, Long.toString(user));
        ObjectNode host = (ObjectNode) inspect.path("HostConfig");
        host.put("ShmSize", 32L << 20);
        ((ObjectNode) host.path("LogConfig").path("Config"))
                .put("max-size", Long.toString(DiskPolicy.logBytes(64L << 20)));
        ((ArrayNode) host.path("SecurityOpt")).add(SeccompProfile.JOB.dockerOption());
        KernelSurface.MASKED.forEach(host.putArray("MaskedPaths")::add);
        KernelSurface.READ_ONLY.forEach(host.putArray("ReadonlyPaths")::add);
        if (started)
            ((ObjectNode) inspect.path("State"))
                    .put("Status", "running")
                    .put("Running", true)
                    .put("StartedAt", "2026-03-01T10:00:00Z");
        return inspect;
    }

    @Test
    void containerThatAnotherRequestMadeIsStartedAsTheUserThatItWasMadeFor() throws Exception {
        ContainerState state = engine.start(job);

        assertThat(state).isInstanceOf(ContainerState.Running.class);
        assertThat(state.container().id()).isEqualTo(ID);
        assertThat(ownerAtStart).as("the folder's owner when the job begins").isEqualTo((int) WINNER);
        assertThat(deleted).isFalse();
    }

    @Test
    void containerThatAnotherRequestMadeForAUserOfTheMachineIsRemovedAndNotStarted() {
        user = 1000;

        assertThatThrownBy(() -> engine.start(job))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.LIMITS_NOT_SET))
                .hasMessageContaining("user is '1000:1000'");
        assertThat(deleted).isTrue();
        assertThat(started).isFalse();
    }
}
