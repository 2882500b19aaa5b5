package org.headroom.localchain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The true node behind a {@link PublicNode}, asked without any interpretation. Any thread; a question ends within 30 s. */
final class Upstream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private volatile URI node;

    Upstream(URI node) {
        this.node = node;
    }

    void moveTo(URI other) {
        node = other;
    }

    /** @return the result, which may be a JSON null */
    JsonNode call(String method, JsonNode params) throws IOException, RpcError {
        return result(exchange(question(1, method, params)));
    }

    /** The answers to several calls of one method, each with a result or an error, in the order of the calls. */
    List<JsonNode> batch(String method, List<JsonNode> params) throws IOException {
        if (params.isEmpty()) return List.of();
        ArrayNode batch = JSON.createArrayNode();
        for (int i = 0; i < params.size(); i++) batch.add(question(i, method, params.get(i)));
        Map<Integer, JsonNode> byId = new HashMap<>();
        for (JsonNode answer : exchange(batch)) byId.put(answer.path("id").asInt(-1), answer);
        List<JsonNode> answers = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) {
            JsonNode answer = byId.get(i);
            if (answer == null) throw new IOException("The node left out a part of a batch.");
            answers.add(answer);
        }
        return answers;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    static JsonNode result(JsonNode answer) throws IOException, RpcError {
        if (answer.path("error").isObject()) throw RpcError.of(answer.path("error"));
        JsonNode result = answer.get("result");
        if (result == null) throw new IOException("The node answered neither a result nor an error.");
        return result;
    }

    private static ObjectNode question(int id, String method, JsonNode params) {
        ObjectNode question = JSON.createObjectNode();
        question.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
        return question;
    }

    private JsonNode exchange(JsonNode question) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (JsonProcessingException e) {
            throw new IOException("The node answered no JSON.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The node was not waited for.", e);
        }
    }
}
