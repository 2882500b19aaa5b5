package org.headroom.jobs;

import java.time.Duration;
import java.time.Instant;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/** A container with nothing of ours about it, to find out what the engine takes by itself. */
public final class RawContainer {
    /**
     * Docker and Podman read the keys in any case, and each passes over those of the other. The limits are there because
     * Podman's own may be beyond what it is allowed on this machine.
     */
    private static final String REQUEST = """
            {"image": "%1$s", "cmd": [%2$s], "command": [%2$s], "netns": {"nsmode": "none"},
             "r_limits": [{"type": "NOFILE", "soft": 1024, "hard": 1024}, {"type": "NPROC", "soft": 1024, "hard": 1024}],
             "hostConfig": {"networkMode": "none"}}""";

    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(30);

    private RawContainer() {}

    /**
     * Creates, starts and inspects a container, and then removes it.
     *
     * @param image already with the engine
     * @return the time from the request to create to the answer that shows the container started, without the removal
     * @throws JobFailure NO_ENGINE where the engine is none, else what the engine said
     */
    public static Duration start(ContainerEngine engine, String image) throws JobFailure {
        SocketEngine socket = socket(engine);
        long began = System.nanoTime();
        String id = create(socket, image, "\"true\"");
        try {
            startCreated(socket, id);
            if (socket.inspect(id).isEmpty())
                throw new JobFailure(Kind.REFUSED_BY_ENGINE, "A plain container is gone as soon as it was started.");
            return Duration.ofNanos(System.nanoTime() - began);
        } finally {
            remove(socket, id);
        }
    }

    /**
     * Lets a container run for a second and asks the engine for its state again and again until it has ended; then removes
     * it.
     *
     * @param image already with the engine; has a program {@code sleep}
     * @return the time from the container's own time of its end to the engine's answer that shows it
     * @throws JobFailure NO_ENGINE where the engine is none, else what the engine said
     */
    public static Duration exit(ContainerEngine engine, String image) throws JobFailure {
        SocketEngine socket = socket(engine);
        String id = create(socket, image, "\"sleep\", \"1\"");
        try {
            startCreated(socket, id);
            long end = System.nanoTime() + EXIT_PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                var state = socket.inspect(id).map(socket::state);
                Instant answered = Instant.now();
                if (state.isPresent() && state.get() instanceof ContainerState.Exited exited)
                    return Duration.between(exited.endedAt(), answered);
            }
            throw new JobFailure(Kind.REFUSED_BY_ENGINE, "A plain container does not end.");
        } finally {
            remove(socket, id);
        }
    }

    private static SocketEngine socket(ContainerEngine engine) throws JobFailure {
        ContainerEngine found = engine instanceof AwaitedEngine awaited ? awaited.engine() : engine;
        if (found instanceof SocketEngine socket) return socket;
        throw new JobFailure(Kind.NO_ENGINE, engine.status().message());
    }

    private static String containers(SocketEngine socket) throws JobFailure {
        return socket.api() + "/containers/";
    }

    private static String create(SocketEngine socket, String image, String command) throws JobFailure {
        Whole created =
                socket.client.post(containers(socket) + "create", Content.json(REQUEST.formatted(image, command)));
        if (!created.ok())
            throw EngineClient.refused("A plain container could not be created", EngineClient.message(created));
        return EngineClient.json(created).path("Id").asText();
    }

    private static void startCreated(SocketEngine socket, String id) throws JobFailure {
        Whole started = socket.client.post(containers(socket) + id + "/start", Content.NONE);
        if (!started.ok())
            throw EngineClient.refused("A plain container could not be started", EngineClient.message(started));
    }

    private static void remove(SocketEngine socket, String id) throws JobFailure {
        socket.client.send(
                "DELETE", containers(socket) + id + "?force=true&v=true", Content.NONE, EngineClient.PATIENCE);
    }
}
