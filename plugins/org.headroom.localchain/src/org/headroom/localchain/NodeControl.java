package org.headroom.localchain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lets a person see and change how a {@link PublicNode} behaves, by plain HTTP at the node's own address. */
final class NodeControl {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private static final int MOST_BLOCKS = 1_000;

    private final PublicNode node;

    NodeControl(PublicNode node) {
        this.node = node;
    }

    /** @return empty if the request is one for the node itself */
    Optional<HttpOutput> answer(HttpInput.Request request) {
        boolean asks = request.method().equals("GET");
        if (!asks && !request.method().equals("POST"))
            return Optional.of(HttpOutput.json(405, "{\"error\": \"GET or POST\"}\n"));
        try {
            return switch (request.path()) {
                case "/behaviour" -> Optional.of(asks ? shown(node.behaviour()) : changed(request.body()));
                case "/counts" -> Optional.of(shown(node.counts()));
                case "/freeze", "/thaw", "/reorg", "/rollback" -> asks ? notFound() : Optional.of(acted(request));
                default -> asks ? notFound() : Optional.empty();
            };
        } catch (JsonProcessingException e) {
            return Optional.of(refused(e.getOriginalMessage()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(refused(String.valueOf(e.getMessage())));
        }
    }

    private HttpOutput acted(HttpInput.Request request) throws IOException {
        switch (request.path()) {
            case "/freeze" -> {
                fields(request.body(), Set.of());
                node.freeze();
            }
            case "/thaw" -> {
                fields(request.body(), Set.of());
                node.thaw();
            }
            case "/reorg" -> node.reorganise(blocks(request.body()));
            default -> node.rollBack(blocks(request.body()));
        }
        return HttpOutput.json(200, JSON.createObjectNode().put("head", node.trueHead()) + "\n");
    }

    /** What the sent object names is changed, all else stays. */
    private HttpOutput changed(byte[] body) throws IOException {
        JsonNode wanted = JSON.readTree(body);
        if (!wanted.isObject()) throw new IllegalArgumentException("a JSON object is needed");
        NodeBehaviour now = node.behaviour();
        ObjectNode all = JSON.valueToTree(now);
        merge(all, wanted);
        NodeBehaviour read = JSON.treeToValue(all, NodeBehaviour.class);
        // Rules that were not touched count on.
        NodeBehaviour changed = wanted.has("faults") ? read : read.withFaults(now.faults());
        node.behave(b -> changed);
        return shown(changed);
    }

    private static void merge(ObjectNode into, JsonNode from) {
        from.properties().forEach(e -> {
            JsonNode old = into.get(e.getKey());
            if (old == null)
                throw unknown(
                        e.getKey(),
                        into.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
            if (old.isContainerNode() && old.getNodeType() != e.getValue().getNodeType())
                throw new IllegalArgumentException(e.getKey() + " must be an " + old.getNodeType());
            if (old instanceof ObjectNode object) merge(object, e.getValue());
            else into.set(e.getKey(), e.getValue());
        });
    }

    private static int blocks(byte[] body) throws IOException {
        JsonNode wanted = fields(body, Set.of("blocks")).path("blocks");
        if (!wanted.isMissingNode() && !wanted.isInt())
            throw new IllegalArgumentException("blocks must be a whole number");
        int blocks = wanted.asInt(5);
        if (blocks < 1 || blocks > MOST_BLOCKS)
            throw new IllegalArgumentException("blocks must be 1 to " + MOST_BLOCKS + ", not " + blocks);
        return blocks;
    }

    /** An object that has none but these fields; an empty body stands for an empty one. */
    private static JsonNode fields(byte[] body, Set<String> known) throws IOException {
        JsonNode wanted = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        if (!wanted.isObject()) throw new IllegalArgumentException("a JSON object is needed");
        wanted.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) throw unknown(name, known);
        });
        return wanted;
    }

    private static IllegalArgumentException unknown(String name, Set<String> known) {
        String shown = name.length() <= 60 ? name : name.substring(0, 60);
        return new IllegalArgumentException("no field \"" + shown + "\" is known; "
                + (known.isEmpty() ? "this takes none" : "known: " + String.join(", ", new TreeSet<>(known))));
    }

    private static HttpOutput shown(Object what) throws JsonProcessingException {
        return HttpOutput.json(200, JSON.writeValueAsString(what) + "\n");
    }

    private static HttpOutput refused(String why) {
        return HttpOutput.json(400, JSON.createObjectNode().put("error", why) + "\n");
    }

    private static Optional<HttpOutput> notFound() {
        String known = "GET /behaviour or /counts; POST /behaviour, /freeze, /thaw, /reorg or /rollback";
        return Optional.of(HttpOutput.json(404, JSON.createObjectNode().put("error", known) + "\n"));
    }
}
