package org.headroom.agent.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Where the answer to one request goes, a line each: any with {@code progress}, then one with {@code ok}. */
public interface Replies {
    /** @throws IOException if whoever asked is gone, or takes nothing for too long */
    void send(ObjectNode line) throws IOException;

    /** One sentence of what happens meanwhile. */
    default void progress(String words) throws IOException {
        send(Json.line().put("progress", words));
    }

    /** Nothing has happened; fails where whoever asked is gone. */
    default void alive() throws IOException {
        send(Json.line().put("alive", true));
    }

    /**
     * It is not done.
     *
     * @param code a word for programs
     * @param message what happened, what it means and what to do
     */
    default void refuse(String code, String message) throws IOException {
        send(Json.refusal(code, message));
    }
}
