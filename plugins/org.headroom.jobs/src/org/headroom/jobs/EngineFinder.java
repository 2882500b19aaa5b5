package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.jobs.http.SocketHttp;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a container engine: what DOCKER_HOST or CONTAINER_HOST names, Podman's sockets, Docker's, and last a Podman
 * that is installed but serves no socket, for which it starts a service. What answers tells by {@code /version} who it
 * is, whatever its socket is called.
 */
public final class EngineFinder {
    private static final Logger LOG = LoggerFactory.getLogger(EngineFinder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String INSTALL = "install Podman (on Debian: apt-get install podman) or start Docker.";
    private final Map<String, String> environment;
    private final Path directory;
    private final Path root;
    private final DiskImage disks;

    /**
     * @param environment usually {@code System.getenv()}
     * @param directory ours alone, for the service that may have to be started
     */
    public EngineFinder(Map<String, String> environment, Path directory) {
        this(environment, directory, DiskPolicy.STANDARD);
    }

    /** @param disk how much of it jobs get */
    public EngineFinder(Map<String, String> environment, Path directory, DiskPolicy disk) {
        this(environment, directory, Path.of("/"), new DiskImage(disk));
    }

    /** @param disks made and removed by others too */
    public EngineFinder(Map<String, String> environment, Path directory, LeaseDisks disks) {
        this(environment, directory, Path.of("/"), disks.images());
    }

    /** @param root stands for {@code /} where sockets are looked for */
    EngineFinder(Map<String, String> environment, Path directory, Path root) {
        this(environment, directory, root, new DiskImage(DiskPolicy.STANDARD));
    }

    private EngineFinder(Map<String, String> environment, Path directory, Path root, DiskImage disks) {
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.root = root;
        this.disks = disks;
    }

    /**
     * Never throws: where nothing is found, the engine that comes back says so in its status. May take seconds.
     *
     * @param rig this rig's lasting name
     * @param images that jobs may run
     */
    public ContainerEngine find(String rig, OfferedImages images, Clock clock) {
        List<String> troubles = new ArrayList<>();
        for (String name : List.of("CONTAINER_HOST", "DOCKER_HOST")) {
            String host = environment.getOrDefault(name, "");
            if (host.isBlank()) continue;
            // Explicit wishes are followed or refused, not replaced by something else.
            if (!host.startsWith("unix://"))
                return new NoEngine(name + " names " + host.split(":", 2)[0]
                        + ", but jobs run on this machine only; unset it or name a unix:// socket.");
            Optional<ContainerEngine> engine = at(Path.of(host.substring(7)), rig, images, clock, troubles);
            return engine.orElseGet(() -> new NoEngine("The container engine that " + name + " names does not answer ("
                    + String.join("; ", troubles) + "); start it or unset " + name + "."));
        }
        for (Path socket : sockets()) {
            if (!Files.exists(socket)) continue;
            Optional<ContainerEngine> engine = at(socket, rig, images, clock, troubles);
            if (engine.isPresent()) return engine.get();
        }
        Optional<Path> podman = Programs.find("podman", environment);
        if (podman.isPresent() && root.equals(Path.of("/")))
            return own(new PodmanService(podman.get(), directory, environment), rig, images, clock);
        if (troubles.isEmpty())
            return new NoEngine("No container engine is on this machine, so it cannot run jobs: " + INSTALL);
        return new NoEngine("No container engine answers (" + String.join("; ", troubles) + "): " + INSTALL);
    }

    private List<Path> sockets() {
        List<Path> all = new ArrayList<>();
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        all.add(root.resolve("run/podman/podman.sock"));
        if (!runtime.isBlank()) all.add(Path.of(runtime, "podman/podman.sock"));
        all.add(root.resolve("var/run/docker.sock"));
        if (!runtime.isBlank()) all.add(Path.of(runtime, "docker.sock"));
        return all;
    }

    private Optional<ContainerEngine> at(
            Path socket, String rig, OfferedImages images, Clock clock, List<String> troubles) {
        try (SocketHttp http = new SocketHttp(socket)) {
            Whole answer = http.call("GET", "/version", Content.NONE, PATIENCE);
            if (!answer.ok()) throw new IOException(EngineClient.message(answer));
            boolean podman = false;
            for (JsonNode part : EngineClient.json(answer).path("Components"))
                podman |= part.path("Name").asText().equals("Podman Engine");
            return Optional.of(
                    podman
                            ? new PodmanEngine(
                                    new EngineClient(socket, () -> {}), rig, images, clock, disks, directory, () -> {})
                            : new DockerEngine(socket, rig, images, disks));
        } catch (IOException e) {
            troubles.add(socket + ": " + EngineClient.reason(e));
        } catch (JobFailure e) {
            troubles.add(socket + ": it is neither Docker nor Podman");
        }
        return Optional.empty();
    }

    /** Podman with a service of ours, which is started again when it is found dead. */
    private ContainerEngine own(PodmanService service, String rig, OfferedImages images, Clock clock) {
        try {
            service.ensureUp();
        } catch (JobFailure e) {
            service.close();
            return new NoEngine(e.getMessage());
        }
        EngineClient client = new EngineClient(service.socket(), () -> {
            try {
                service.ensureUp();
            } catch (JobFailure e) {
                LOG.warn("{}", e.getMessage());
            }
        });
        return new PodmanEngine(client, rig, images, clock, disks, directory, service);
    }
}
