package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks a node by bare HTTP, with nothing of the product in between. */
final class RawNode implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;

    RawNode(URI node) {
        this.node = node;
    }

    static Map<String, String> call(String to, String data) {
        return Map.of("to", to, "data", data);
    }

    static String balanceOf(String account) {
        return "0x70a08231" + "0".repeat(24) + account.substring(2);
    }

    static BigInteger word(String words, int index) {
        return new BigInteger(words.substring(index * 64, index * 64 + 64), 16);
    }

    static BigInteger integer(JsonNode hex) {
        return new BigInteger(hex.asText().substring(2), 16);
    }

    static long number(JsonNode object, String field) {
        return Long.decode(object.path(field).asText());
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    static JsonNode question(int id, String method, Object... params) {
        return JSON.valueToTree(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", List.of(params)));
    }

    /** The result, which must be there. */
    JsonNode result(String method, Object... params) throws IOException, InterruptedException {
        JsonNode answer = answer(method, params);
        if (!answer.has("result")) throw new AssertionError(method + ": " + answer);
        return answer.path("result");
    }

    long number(String method, Object... params) throws IOException, InterruptedException {
        return Long.decode(result(method, params).asText());
    }

    /** The error, which must be there. */
    JsonNode error(String method, Object... params) throws IOException, InterruptedException {
        JsonNode answer = answer(method, params);
        if (!answer.has("error")) throw new AssertionError(method + ": " + answer);
        return answer.path("error");
    }

    JsonNode answer(String method, Object... params) throws IOException, InterruptedException {
        return JSON.readTree(post(question(1, method, params).toString()).body());
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post("", body);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(node + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(node + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
