package org.headroom.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.JobFailure;

/** What an engine still knows of having been told to stop a container. */
final class StopEvents {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private StopEvents() {}

    /** False also where the engine does not tell. */
    static boolean tell(SocketEngine engine, Inspection container) throws JobFailure {
        if (container.stoppedByUser()) return true;
        ObjectNode filters = EngineClient.JSON.createObjectNode();
        filters.putArray("container").add(container.id());
        filters.putArray("event").add("kill").add("stop");
        long since = container.startedAt().map(Instant::getEpochSecond).orElse(0L);
        String target = engine.api() + "/events" + engine.pastEventsQuery() + "&since=" + since + "&filters="
                + EngineClient.encoded(filters.toString());
        Whole answer = engine.client.send("GET", target, Content.NONE, PATIENCE);
        // One line an event; none other than these were asked for.
        return answer.ok() && answer.body().contains("\"Action\"");
    }
}
