package org.headroom.jobs;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.Manifest;

/** What attacks need of the job tests' parts. */
public final class AttackParts {
    private AttackParts() {}

    /** A Docker daemon of the test's own. */
    public interface Docker extends AutoCloseable {
        Path socket();

        ContainerEngine engine();

        @Override
        void close() throws IOException, InterruptedException;
    }

    /** Skips the test, with the reason, where there is none. */
    public static Docker docker(Path folder) throws IOException, InterruptedException {
        try {
            return new OwnDocker(TestEngines.Docker.start(Files.createDirectories(folder)));
        } catch (JobFailure e) {
            return abort("no Docker on this machine: " + e.getMessage());
        }
    }

    private record OwnDocker(TestEngines.Docker daemon) implements Docker {
        @Override
        public Path socket() {
            return daemon.socket;
        }

        @Override
        public ContainerEngine engine() {
            return new DockerEngine(daemon.socket, "image", OfferedImages.NONE);
        }

        @Override
        public void close() throws IOException, InterruptedException {
            daemon.close();
        }
    }

    /** A job that asks to be traced, catches a signal, and goes on with two children. */
    public static Manifest traced(ContainerEngine engine, Path folder) throws Exception {
        return NativeJob.of("traced", NativeJob.TRACED, folder).loadedInto((SocketEngine) engine);
    }

    /** A job that makes each system call that none may make, and prints what became of it. */
    public static Manifest systemCalls(ContainerEngine engine, Path folder) throws Exception {
        return NativeJob.of("calls", SystemCalls.PROGRAM, folder).loadedInto((SocketEngine) engine);
    }

    /** What that job prints where each call is refused, and where what programs need works. */
    public static String[] refusedCalls() {
        return SystemCalls.REFUSED.toArray(String[]::new);
    }

    /** The files below a directory that hold a value, plain or as Base64; empty where there is no such directory. */
    public static List<Path> traces(String value, Path directory) throws IOException {
        return Files.exists(directory) ? Traces.of(value, directory) : List.of();
    }

    /** The directories in which a Podman keeps all that it keeps: images, containers, its database, what runs. */
    public static List<Path> podmansFolders(ContainerEngine engine) throws JobFailure {
        EngineClient client = ((SocketEngine) engine).client;
        JsonNode store = EngineClient.json(client.get("/v4.0.0/libpod/info")).path("store");
        return List.of(
                Path.of(store.path("graphRoot").asText()),
                Path.of(store.path("runRoot").asText()),
                Path.of(store.path("volumePath").asText()),
                Path.of("/run/libpod"),
                client.socket().toAbsolutePath().getParent());
    }

    /** An image that belongs to the owner and is offered to nobody. @return its id, without {@code sha256:} */
    public static String loadOwners(String name, ContainerEngine engine) throws IOException, JobFailure {
        Optional<Path> busybox = ScratchImage.busybox();
        ScratchImage image = ScratchImage.of(name, busybox.orElseThrow(), "#!/bin/sh\necho the owner\n");
        image.loadInto((ImageStore) engine);
        return image.digest().substring("sha256:".length());
    }
}
