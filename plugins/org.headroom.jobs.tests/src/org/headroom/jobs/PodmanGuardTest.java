package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.headroom.model.job.ContainerState;
import org.headroom.model.lease.StopReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodmanGuardTest extends GuardContract {
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
    SocketEngine connect(String rigName) {
        return new PodmanEngine(service.socket(), rigName, TestEngines.OFFERED, Clock.systemUTC());
    }

    @Override
    void engineIsSent(String signal) throws Exception {
        String socket = service.socket().toString();
        for (ProcessHandle child : ProcessHandle.current().descendants().toList())
            if (child.info().commandLine().filter(c -> c.contains(socket)).isPresent()
                    && child.info().command().filter(c -> c.endsWith("/podman")).isPresent())
                new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                        .start()
                        .waitFor();
    }

    @Test
    void jobOfARigThatTookItsServiceAlongEndsAtItsTime() throws Exception {
        Map<String, String> noSocket =
                Map.of("XDG_RUNTIME_DIR", directory.resolve("none").toString());
        try (GuardedRigProgram.Running program = GuardedRigProgram.Running.start(
                home, noSocket, rig, lease, "own", "none", 3_000, 0, StopReason.TIME_IS_UP, false)) {
            program.isKilled();
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> recorded().filter(r -> r.over().isPresent()).isPresent());

        assertThat(engine.find(lease).orElseThrow()).isInstanceOf(ContainerState.Exited.class);
    }
}
