package org.headroom.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Answers requests, each on a thread of its own. */
@FunctionalInterface
public interface ControlHandler {
    /**
     * Returns when the request is answered; it may take long, and must send something every few seconds.
     *
     * @param request an object with {@code do}, of the protocol's version
     * @throws IOException if whoever asked is gone
     * @throws InterruptedException if the rig closes
     */
    void handle(JsonNode request, Replies replies) throws IOException, InterruptedException;
}
