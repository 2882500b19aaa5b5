package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A node that passes questions on to a real one, and of which single methods can be made to misbehave. */
final class NodeProxy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The connection is closed without an answer. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** The real node refused the request: its answer is passed on as it is. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final transient HttpResponse<String> answer;

        Refused(HttpResponse<String> answer) {
            super("HTTP " + answer.statusCode());
            this.answer = answer;
        }
    }

    /** Asks the real node. */
    interface Node {
        /** The whole answer: with {@code result} or {@code error}. */
        ObjectNode ask(JsonNode question) throws IOException;
    }

    /** What becomes of one question. */
    interface Manner {
        ObjectNode answer(JsonNode question, Node node) throws IOException;
    }

    private final URI real;
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final AtomicLong changed = new AtomicLong();
    private volatile boolean dead;

    /** The raw transactions that were to be sent, in order. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    final List<String> methods = new CopyOnWriteArrayList<>();

    NodeProxy(URI real) throws IOException {
        this.real = real;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void on(String method, Manner manner) {
        manners.put(method, manner);
    }

    void behave(String method) {
        manners.remove(method);
    }

    /** How many questions got no answer, or not the real node's own: what the tests made fail. */
    long changed() {
        return changed.get();
    }

    /** From now on nobody gets an answer, and nothing is passed on. */
    void die() {
        dead = true;
    }

    void revive() {
        dead = false;
    }

    static ObjectNode result(JsonNode question, String result) {
        return JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("result", result)
                .set("id", question.path("id"));
    }

    static ObjectNode error(JsonNode question, String message) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.putObject("error").put("code", -32000).put("message", message);
        return answer.set("id", question.path("id"));
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            JsonNode answer;
            if (body.isArray() && passesWhole(body)) {
                answer = whole(body);
            } else if (body.isArray()) {
                ArrayNode all = JSON.createArrayNode();
                for (JsonNode question : body) all.add(one(question));
                answer = all;
            } else answer = one(body);
            byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (Refused e) {
            byte[] bytes = e.answer.body().getBytes(StandardCharsets.UTF_8);
            e.answer
                    .headers()
                    .firstValue("Retry-After")
                    .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
            exchange.sendResponseHeaders(e.answer.statusCode(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (NoAnswer e) {
            // Closing without headers is what a dropped connection looks like.
        }
    }

    /** Whether nothing in a batch is to be answered otherwise. */
    private boolean passesWhole(JsonNode batch) {
        for (JsonNode question : batch)
            if (manners.containsKey(question.path("method").asText())) return false;
        return !dead;
    }

    private JsonNode whole(JsonNode batch) throws IOException {
        for (JsonNode question : batch) methods.add(question.path("method").asText());
        JsonNode answer = send(batch);
        if (dead) throw new NoAnswer();
        return answer;
    }

    private ObjectNode one(JsonNode question) throws IOException {
        String method = question.path("method").asText();
        if (dead || manners.containsKey(method)) changed.incrementAndGet();
        if (dead) throw new NoAnswer();
        methods.add(method);
        try {
            ObjectNode answer =
                    manners.getOrDefault(method, (q, node) -> node.ask(q)).answer(question, this::ask);
            if (dead) throw new NoAnswer();
            return answer;
        } finally {
            // Once the chain has it: who waits for this may make a block with it.
            if (method.equals("eth_sendRawTransaction"))
                sent.add(question.path("params").path(0).asText());
        }
    }

    private ObjectNode ask(JsonNode question) throws IOException {
        return (ObjectNode) send(question);
    }

    private JsonNode send(JsonNode question) throws IOException {
        if (dead) throw new NoAnswer();
        HttpRequest request = HttpRequest.newBuilder(real)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new Refused(answer);
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("not waited for", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
