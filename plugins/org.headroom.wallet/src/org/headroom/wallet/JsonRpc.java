package org.headroom.wallet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/** JSON-RPC to an EVM node. Any thread; a call ends within ten seconds whatever the node does. */
public final class JsonRpc implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;
    private static final int LONGEST_QUOTE = 160;

    private final URI node;
    private final HttpClient http;
    private final AtomicLong ids = new AtomicLong();

    /** @param node http or https; no connection is made yet */
    public JsonRpc(URI node) {
        this.node = node;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Asks once; nothing is retried.
     *
     * @param params what Jackson can write
     * @return the result; a JSON null is returned as such
     */
    public JsonNode call(String method, Object... params) throws PaymentFailure {
        long id = ids.incrementAndGet();
        ObjectNode question = JSON.createObjectNode();
        question.put("jsonrpc", "2.0").put("id", id).put("method", method);
        ArrayNode list = question.putArray("params");
        for (Object p : params) list.add(JSON.<JsonNode>valueToTree(p));
        return result(method, id, exchange(method, question.toString()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> exchange(String method, String body) throws PaymentFailure {
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, info -> new CappedBody(LARGEST_ANSWER));
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable("did not answer " + method + " within " + ANSWER.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CappedBody.TooLarge)
                throw new PaymentFailure(
                        Kind.BAD_ANSWER,
                        "The chain's node " + host() + " sent an absurdly long answer to " + method
                                + ": use another node.",
                        e);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unreachable("cannot be reached (" + reason(cause) + ")", cause);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable("was not waited for: the program is ending", e);
        } catch (UncheckedIOException e) {
            throw unreachable("cannot be reached (" + reason(e.getCause()) + ")", e);
        }
    }

    private JsonNode result(String method, long id, HttpResponse<byte[]> answer) throws PaymentFailure {
        JsonNode tree;
        try {
            tree = JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            if (answer.statusCode() / 100 != 2) throw refused(method, "HTTP status " + answer.statusCode());
            throw nonsense(method, "no JSON", e);
        } catch (IOException e) {
            throw nonsense(method, "no JSON", e);
        }
        if (tree != null && tree.path("error").isObject()) throw error(method, tree.path("error"));
        if (answer.statusCode() / 100 != 2) throw refused(method, "HTTP status " + answer.statusCode());
        if (tree == null || !tree.isObject() || !tree.has("result")) throw nonsense(method, "no result", null);
        if (tree.path("id").asLong(-1) != id) throw nonsense(method, "the answer to another question", null);
        return tree.get("result");
    }

    private PaymentFailure error(String method, JsonNode error) {
        String message = quoted(error.path("message").asText(""));
        String lower = message.toLowerCase(java.util.Locale.ROOT);
        JsonNode data = error.path("data");
        if (data.isObject()) data = data.path("data");
        if (error.path("code").asInt() == 3 || lower.contains("revert"))
            return Reverts.explain(data.asText(""), message);
        if (lower.contains("insufficient funds") || lower.contains("insufficient balance"))
            return new PaymentFailure(
                    Kind.NOT_AFFORDABLE, "The wallet has too little of the chain's own coin for this: send it some.");
        return refused(method, message);
    }

    private PaymentFailure refused(String method, String why) {
        return new PaymentFailure(
                Kind.BAD_ANSWER, "The chain's node " + host() + " refused " + method + ": " + why + ".");
    }

    private PaymentFailure nonsense(String method, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = "The chain's node " + host() + " answered " + method + " with " + what
                + ": check its address in the settings, or use another node.";
        return cause == null
                ? new PaymentFailure(Kind.BAD_ANSWER, message)
                : new PaymentFailure(Kind.BAD_ANSWER, message, cause);
    }

    private PaymentFailure unreachable(String what, Throwable cause) {
        return new PaymentFailure(
                Kind.UNREACHABLE,
                "The chain's node " + host() + " " + what + "; nothing is lost, try again later.",
                cause);
    }

    // Only the host: paths and queries of hosted nodes hold access keys.
    private String host() {
        return node.getHost() + (node.getPort() < 0 ? "" : ":" + node.getPort());
    }

    private static String reason(Throwable e) {
        if (e instanceof java.net.http.HttpConnectTimeoutException) return "no connection within 3 s";
        if (e instanceof java.net.ConnectException) return "nothing listens there";
        return quoted(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    private static String quoted(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= LONGEST_QUOTE ? clean : clean.substring(0, LONGEST_QUOTE) + "…";
    }
}
