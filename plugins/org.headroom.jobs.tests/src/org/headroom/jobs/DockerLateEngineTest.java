package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class DockerLateEngineTest extends LateEngineContract {
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
    SocketEngine connect(Duration patience) {
        EngineClient client = new EngineClient(docker.socket, () -> {}, patience);
        return new DockerEngine(client, rig, TestEngines.OFFERED, new DiskImage(DiskPolicy.STANDARD));
    }

    @Override
    void engineIsSent(String signal) throws Exception {
        String daemon = Files.readString(own.resolve("pid")).strip();
        assertThat(new ProcessBuilder("kill", "-" + signal, daemon)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Override
    JsonNode all() throws JobFailure {
        return EngineClient.json(engine.client.get(engine.api() + "/containers/json?all=true"));
    }

    /** The folder belongs to the user that was chosen; next comes the request. Docker writes nothing down before it is done. */
    @Override
    BooleanSupplier isBeingCreated(JobSpec job) {
        return () -> {
            try {
                return !Integer.valueOf(0).equals(Files.getAttribute(job.artefacts(), "unix:uid"));
            } catch (IOException e) {
                return false;
            }
        };
    }

    @Override
    BooleanSupplier isBeingStarted(JobSpec job) {
        long before = shims();
        return () -> shims() > before;
    }

    /** Those of all containers, of which no more than one lease has any. */
    @Override
    long monitors(LeaseId lease) {
        return shims();
    }

    private static long shims() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info()
                        .commandLine()
                        .filter(c -> c.contains("containerd-shim") && c.contains(own.toString()))
                        .isPresent())
                .count();
    }
}
