package org.headroom.jobs;

import java.time.Duration;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/** A container with nothing of ours about it, to find out what the engine takes by itself. */
public final class RawContainer {
    /**
     * Docker and Podman read the keys in any case, and each passes over those of the other. The limits are there because
     * Podman's own may be beyond what it is allowed on this machine.
     */
    private static final String REQUEST = """
            {"image": "%s", "cmd": ["true"], "command": ["true"], "netns": {"nsmode": "none"},
             "r_limits": [{"type": "NOFILE", "soft": 1024, "hard": 1024}, {"type": "NPROC", "soft": 1024, "hard": 1024}],
             "hostConfig": {"networkMode": "none"}}""";

    private RawContainer() {}

    /**
     * Creates, starts and inspects a container, and then removes it.
     *
     * @param image already with the engine
     * @return the time from the request to create to the answer that shows the container started, without the removal
     * @throws JobFailure NO_ENGINE where the engine is none, else what the engine said
     */
    public static Duration start(ContainerEngine engine, String image) throws JobFailure {
        ContainerEngine found = engine instanceof AwaitedEngine awaited ? awaited.engine() : engine;
        if (!(found instanceof SocketEngine socket))
            throw new JobFailure(Kind.NO_ENGINE, engine.status().message());
        String containers = socket.api() + "/containers/";
        long began = System.nanoTime();
        Whole created = socket.client.post(containers + "create", Content.json(REQUEST.formatted(image)));
        if (!created.ok())
            throw EngineClient.refused("A plain container could not be created", EngineClient.message(created));
        String id = EngineClient.json(created).path("Id").asText();
        try {
            Whole started = socket.client.post(containers + id + "/start", Content.NONE);
            if (!started.ok())
                throw EngineClient.refused("A plain container could not be started", EngineClient.message(started));
            if (socket.inspect(id).isEmpty())
                throw new JobFailure(Kind.REFUSED_BY_ENGINE, "A plain container is gone as soon as it was started.");
            return Duration.ofNanos(System.nanoTime() - began);
        } finally {
            socket.client.send("DELETE", containers + id + "?force=true&v=true", Content.NONE, EngineClient.PATIENCE);
        }
    }
}
