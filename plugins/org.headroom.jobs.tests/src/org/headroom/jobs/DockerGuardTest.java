package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class DockerGuardTest extends GuardContract {
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
    SocketEngine connect(String rigName) {
        return new DockerEngine(docker.socket, rigName, TestEngines.OFFERED);
    }

    @Override
    void engineIsSent(String signal) throws Exception {
        String daemon = Files.readString(own.resolve("pid")).strip();
        new ProcessBuilder("kill", "-" + signal, daemon).start().waitFor();
    }
}
