package org.headroom.wallet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.jspecify.annotations.Nullable;

/** Writes JSON-RPC requests and reads answers, which may be anything. Any thread. */
final class RpcCodec {
    /** An HTTP answer. @param retryAfter from the header of that name */
    record Answer(int status, byte[] body, Optional<Duration> retryAfter) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_QUOTE = 160;
    private static final int TOO_MANY_REQUESTS = 429;
    /** The code that several hosted nodes use for "limit exceeded"; it is used for logs that are too many, too. */
    private static final int LIMIT_EXCEEDED = -32005;

    private final String host;
    private final ObjectMapper reader;

    /** @param host for messages: never more of a node's address, because paths and queries hold access keys */
    RpcCodec(String host, AnswerLimits limits) {
        this.host = host;
        this.reader = new ObjectMapper(new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxTokenCount(limits.tokens())
                        .build())
                // Names are a stranger's: none is kept for the next answer.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build());
    }

    static String encode(RpcRequest request, long id) {
        return object(request, id).toString();
    }

    /** The first has the id {@code firstId}, each next one more. */
    static String encode(List<RpcRequest> requests, long firstId) {
        ArrayNode list = JSON.createArrayNode();
        long id = firstId;
        for (RpcRequest r : requests) list.add(object(r, id++));
        return list.toString();
    }

    JsonNode result(String method, long id, Answer answer) throws PaymentFailure {
        JsonNode tree = tree(method, answer);
        if (tree.path("error").isObject()) throw error(method, tree.path("error"), answer);
        requireOk(method, answer);
        if (!tree.isObject() || !tree.has("result")) throw malformed(method, "no result", null);
        if (tree.path("id").asLong(-1) != id) throw malformed(method, "the answer to another question", null);
        return tree.get("result");
    }

    /** @throws NodeFailure REFUSED where the node does not take a batch of this size; THROTTLED if one part was throttled */
    List<RpcReply> results(List<RpcRequest> requests, long firstId, Answer answer) throws PaymentFailure {
        JsonNode tree = tree("a batch", answer);
        if (tree.isObject() && tree.path("error").isObject()) throw batchRefused(tree.path("error"), answer);
        requireOk("a batch", answer);
        if (!tree.isArray()) throw malformed("a batch", "no list", null);
        if (tree.size() == 1 && requests.size() > 1 && tree.get(0).path("error").isObject())
            throw batchRefused(tree.get(0).path("error"), answer);
        Map<Long, JsonNode> byId = new HashMap<>();
        for (JsonNode one : tree) byId.putIfAbsent(one.path("id").asLong(-1), one);
        List<RpcReply> replies = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++)
            replies.add(reply(requests.get(i).method(), byId.get(firstId + i), answer));
        return replies;
    }

    private RpcReply reply(String method, @Nullable JsonNode one, Answer answer) throws NodeFailure {
        if (one == null) return new RpcReply.Failed(malformed(method, "nothing", null));
        if (one.path("error").isObject()) {
            PaymentFailure failure = error(method, one.path("error"), answer);
            if (failure instanceof NodeFailure f && f.type() == NodeFailure.Type.THROTTLED) throw f;
            return new RpcReply.Failed(failure);
        }
        return one.has("result")
                ? new RpcReply.Result(one.get("result"))
                : new RpcReply.Failed(malformed(method, "no result", null));
    }

    private JsonNode tree(String method, Answer answer) throws NodeFailure {
        try {
            JsonNode tree = reader.readTree(answer.body());
            if (tree == null) {
                requireOk(method, answer);
                throw malformed(method, "an empty body", null);
            }
            return tree;
        } catch (StreamConstraintsException e) {
            requireOk(method, answer);
            throw tooLarge(method, e);
        } catch (JsonProcessingException e) {
            requireOk(method, answer);
            throw malformed(method, "no JSON", e);
        } catch (IOException e) {
            throw malformed(method, "no JSON", e);
        }
    }

    private void requireOk(String method, Answer answer) throws NodeFailure {
        int status = answer.status();
        if (status / 100 == 2) return;
        if (status == TOO_MANY_REQUESTS) throw throttled("too many requests", answer);
        if (status / 100 == 5) throw unavailable(answer);
        throw refused(method, "HTTP status " + status);
    }

    private NodeFailure unavailable(Answer answer) {
        return new NodeFailure(
                NodeFailure.Type.UNREACHABLE,
                Kind.UNREACHABLE,
                "The chain's node " + host + " cannot answer now.",
                "",
                answer.retryAfter().orElse(null),
                null);
    }

    /** Bad gateway, unavailable, gateway timeout: whatever the body says, the node itself did not answer. */
    private static boolean isUnavailable(Answer answer) {
        return answer.status() >= 502 && answer.status() <= 504;
    }

    private PaymentFailure error(String method, JsonNode error, Answer answer) {
        String message = quoted(error.path("message").asText(""));
        String lower = message.toLowerCase(Locale.ROOT);
        int code = error.path("code").asInt();
        if (isUnavailable(answer)) return unavailable(answer);
        if (isThrottle(code, lower, answer, method)) return throttled(message, answer);
        JsonNode data = error.path("data");
        if (data.isObject()) data = data.path("data");
        if (code == 3 || lower.contains("revert")) return Reverts.explain(data.asText(""), message);
        if (lower.contains("insufficient funds") || lower.contains("insufficient balance"))
            return new PaymentFailure(
                    Kind.NOT_AFFORDABLE, "The wallet has too little of the chain's own coin for this: send it some.");
        return refused(method, message);
    }

    private NodeFailure batchRefused(JsonNode error, Answer answer) {
        String message = quoted(error.path("message").asText(""));
        if (isUnavailable(answer)) return unavailable(answer);
        if (isThrottle(error.path("code").asInt(), message.toLowerCase(Locale.ROOT), answer, "a batch"))
            return throttled(message, answer);
        return refused("a batch", message);
    }

    private static boolean isThrottle(int code, String lower, Answer answer, String method) {
        if (answer.status() == TOO_MANY_REQUESTS || code == TOO_MANY_REQUESTS) return true;
        if (lower.contains("too many requests") || lower.contains("rate limit") || lower.contains("request rate"))
            return true;
        return code == LIMIT_EXCEEDED && !method.equals("eth_getLogs") && !lower.contains("batch");
    }

    private NodeFailure throttled(String why, Answer answer) {
        return new NodeFailure(
                NodeFailure.Type.THROTTLED,
                Kind.UNREACHABLE,
                "The chain's node " + host + " limits our requests (" + why + ").",
                why,
                answer.retryAfter().orElse(null),
                null);
    }

    private NodeFailure refused(String method, String why) {
        return new NodeFailure(
                NodeFailure.Type.REFUSED,
                Kind.BAD_ANSWER,
                "The chain's node " + host + " refused " + method + ": " + why + ".",
                why,
                null,
                null);
    }

    private NodeFailure malformed(String method, String what, @Nullable Throwable cause) {
        return new NodeFailure(
                NodeFailure.Type.MALFORMED,
                Kind.BAD_ANSWER,
                "The chain's node " + host + " answered " + method + " with " + what
                        + ": check its address in the settings, or use another node.",
                cause);
    }

    /** Asked again in the same way the node would say the same: a smaller part, or another node, may do better. */
    NodeFailure tooLarge(String method, Throwable cause) {
        return new NodeFailure(
                NodeFailure.Type.REFUSED,
                Kind.BAD_ANSWER,
                "The chain's node " + host + " sent an absurdly long answer to " + method + ": use another node.",
                cause);
    }

    /** A stranger's text on one line and not too long. */
    static String quoted(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= LONGEST_QUOTE ? clean : clean.substring(0, LONGEST_QUOTE) + "…";
    }

    private static ObjectNode object(RpcRequest request, long id) {
        ObjectNode question = JSON.createObjectNode();
        question.put("jsonrpc", "2.0").put("id", id).put("method", request.method());
        ArrayNode list = question.putArray("params");
        for (Object p : request.params()) list.add(JSON.<JsonNode>valueToTree(p));
        return question;
    }
}
