package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PodmanLateEngineTest extends LateEngineContract {
    @TempDir
    static Path own;

    private static PodmanService service;

    @BeforeAll
    static void begin() {
        service = TestEngines.podmanOrSkip(own);
    }

    @AfterAll
    static void end() {
        if (service != null) service.close();
    }

    @Override
    SocketEngine connect(Duration patience) {
        EngineClient client = new EngineClient(service.socket(), () -> {}, patience);
        DiskImage disks = new DiskImage(DiskPolicy.STANDARD);
        return new PodmanEngine(client, rig, TestEngines.OFFERED, Clock.systemUTC(), disks, () -> {});
    }

    @Override
    void engineIsSent(String signal) throws Exception {
        HungPodmanTest.signal(service, signal);
    }

    @Override
    JsonNode all() throws JobFailure {
        return EngineClient.json(engine.client.get("/v4.0.0/libpod/containers/json?all=true&external=true"));
    }

    /** Podman has the container's storage, and the request to create it is not answered yet. */
    @Override
    BooleanSupplier isBeingCreated(JobSpec job) throws JobFailure {
        JsonNode store =
                EngineClient.json(engine.client.get("/v4.0.0/libpod/info")).path("store");
        Path storage = Path.of(store.path("graphRoot").asText())
                .resolve(store.path("graphDriverName").asText() + "-containers")
                .resolve("containers.json");
        return () -> {
            try {
                return Files.readString(storage, StandardCharsets.ISO_8859_1)
                        .contains(SocketEngine.containerName(job.lease()));
            } catch (IOException e) {
                return false;
            }
        };
    }

    @Override
    BooleanSupplier isBeingStarted(JobSpec job) {
        return () -> monitors(job.lease()) > 0;
    }

    @Override
    long monitors(LeaseId lease) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info()
                        .commandLine()
                        .filter(c -> c.contains("conmon") && c.contains(SocketEngine.containerName(lease)))
                        .isPresent())
                .count();
    }
}
