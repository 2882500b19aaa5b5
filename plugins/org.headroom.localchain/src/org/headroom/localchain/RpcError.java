package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON-RPC error as an answer. */
final class RpcError extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ObjectNode json;

    RpcError(int code, String message) {
        this(JsonNodeFactory.instance.objectNode().put("code", code).put("message", message));
    }

    private RpcError(ObjectNode json) {
        super(json.path("message").asText());
        this.json = json;
    }

    /** The error that another node answered. */
    static RpcError of(JsonNode error) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (error.isObject()) json.setAll((ObjectNode) error.deepCopy());
        return new RpcError(json);
    }

    /** A call that a contract reverted. @param data what it said, as hex */
    static RpcError reverted(String message, String data) {
        RpcError e = new RpcError(3, "execution reverted: " + message);
        e.json.put("data", data);
        return e;
    }

    ObjectNode json() {
        return json;
    }
}
