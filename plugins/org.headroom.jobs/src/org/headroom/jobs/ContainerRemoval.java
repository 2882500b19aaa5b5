package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes containers from an engine; none of their processes is left then. Any thread; blocks. */
final class ContainerRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRemoval.class);

    private final SocketEngine engine;

    ContainerRemoval(SocketEngine engine) {
        this.engine = engine;
    }

    void delete(String id) throws JobFailure {
        // Before the engine forgets it: what cannot be ended keeps its container.
        engine.remains.endOrFail(id);
        delete(id, "?v=true");
    }

    /** Also where the engine believes that it runs. */
    void kill(String id) throws JobFailure {
        // At once: removing alone gives the job its grace. The answer does not count, its absence does.
        engine.client.post(engine.containers(id, "/kill"), Content.NONE);
        delete(id, "?v=true&force=true");
    }

    /**
     * Finishes a removal that was cut off by the end of Podman's service: the container's storage is gone, so that it
     * cannot be inspected any more, and Podman lists it as one that is being removed.
     *
     * @param patience for each answer
     * @return whether there was one; it is gone then, and no process of it is left
     */
    boolean finishCutOff(String id, Duration patience) throws JobFailure {
        boolean cutOff = false;
        for (JsonNode one : engine.listOwn(id, patience))
            cutOff |= one.path("State").asText().equals("removing");
        if (!cutOff) return false;
        LOG.info("The removal of container {} was cut off and is finished", id);
        Whole answer = engine.client.send("DELETE", engine.containers(id, "?v=true"), Content.NONE, patience);
        if (!answer.ok() && answer.status() != 404)
            throw EngineClient.refused("The container could not be removed", EngineClient.message(answer));
        engine.remains.endOrFail(id);
        return true;
    }

    /** One request; what is gone by then, whoever removed it, is no failure. */
    private void delete(String id, String query) throws JobFailure {
        engine.firstLogs.forget(id);
        Whole answer =
                engine.client.send("DELETE", engine.containers(id, query), Content.NONE, engine.client.patience());
        if (!answer.ok() && answer.status() != 404 && engine.inspect(id).isPresent())
            throw EngineClient.refused("The container could not be removed", EngineClient.message(answer));
        // Podman takes apart in the background what its own clean-up still holds.
        if (engine.inspect(id).isPresent())
            throw new JobFailure(Kind.REFUSED_BY_ENGINE, "The container is not gone yet; its removal is tried again.");
        engine.remains.endOrFail(id);
    }
}
