package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;

/** JSON-RPC over HTTP to one EVM node. Any thread; a call ends within ten seconds whatever the node does. */
public final class JsonRpc implements RpcClient {
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final URI node;
    private final AnswerLimits limits;
    private final RpcCodec codec;
    private final HttpClient http;
    private final AtomicLong ids = new AtomicLong();

    /** @param node http or https; no connection is made yet */
    public JsonRpc(URI node) {
        this(node, AnswerLimits.STANDARD);
    }

    JsonRpc(URI node, AnswerLimits limits) {
        this.node = node;
        this.limits = limits;
        this.codec = new RpcCodec(host(), limits);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Sends one request; nothing is retried.
     *
     * @param params what Jackson can write
     * @return the result; a JSON null is returned as such
     */
    @Override
    public JsonNode call(String method, Object... params) throws PaymentFailure {
        return call(new RpcRequest(method, List.of(params)), LONGEST_WAIT);
    }

    /** Sends one request; nothing is retried. */
    JsonNode call(RpcRequest request, Duration timeout) throws PaymentFailure {
        long id = ids.incrementAndGet();
        return codec.result(request.method(), id, exchange(request.method(), RpcCodec.encode(request, id), timeout));
    }

    /**
     * Sends several requests in one HTTP request; nothing is retried.
     *
     * @return one reply for each request, in their order
     * @throws NodeFailure where the batch failed as a whole
     */
    List<RpcReply> batch(List<RpcRequest> requests, Duration timeout) throws PaymentFailure {
        long first = ids.getAndAdd(requests.size()) + 1;
        return codec.results(requests, first, exchange("a batch", RpcCodec.encode(requests, first), timeout));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** Host and port: all of the address that may be shown. */
    String host() {
        return NodeAddress.shown(node);
    }

    /** The same for two nodes whose answers count as those of one: see {@link NodeHost}. */
    String party() {
        return NodeHost.of(node);
    }

    private RpcCodec.Answer exchange(String what, String body, Duration timeout) throws PaymentFailure {
        HttpRequest request = HttpRequest.newBuilder(node)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // Not sendAsync: it completes on the common pool, where anybody who blocks would delay every answer.
        FutureTask<HttpResponse<byte[]>> answer =
                new FutureTask<>(() -> http.send(request, info -> new CappedBody(limits.bytes())));
        Thread.ofVirtual().name("json-rpc").start(answer);
        try {
            HttpResponse<byte[]> r = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new RpcCodec.Answer(
                    r.statusCode(),
                    r.body(),
                    r.headers().firstValue("Retry-After").flatMap(v -> RetryAfter.parse(v, Instant.now())));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw silent(what, timeout, e);
        } catch (ExecutionException e) {
            throw failure(what, timeout, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NodeFailure(
                    NodeFailure.Type.INTERRUPTED,
                    Kind.UNREACHABLE,
                    "The chain's node " + host() + " was not waited for: the program is ending.",
                    e);
        }
    }

    private NodeFailure failure(String what, Duration timeout, Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof CappedBody.TooLarge) return codec.tooLarge(what, thrown);
            if (t instanceof HttpTimeoutException && !(t instanceof HttpConnectTimeoutException))
                return silent(what, timeout, thrown);
            if (t instanceof ConnectException || t instanceof HttpConnectTimeoutException)
                return unreachable("cannot be reached (" + reason(t) + ")", thrown);
        }
        return unreachable("cannot be reached (" + reason(thrown) + ")", thrown);
    }

    private NodeFailure silent(String what, Duration timeout, Throwable cause) {
        double seconds = timeout.toMillis() / 1000.0;
        String wait = seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
        return unreachable(NodeFailure.Type.TIMED_OUT, "did not answer " + what + " within " + wait + " s", cause);
    }

    private NodeFailure unreachable(String what, Throwable cause) {
        return unreachable(NodeFailure.Type.UNREACHABLE, what, cause);
    }

    private NodeFailure unreachable(NodeFailure.Type type, String what, Throwable cause) {
        return new NodeFailure(type, Kind.UNREACHABLE, "The chain's node " + host() + " " + what + ".", cause);
    }

    private static String reason(Throwable e) {
        if (e instanceof HttpConnectTimeoutException) return "no connection within 3 s";
        for (Throwable t = e; t != null; t = t.getCause())
            if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException)
                return "its host name is not known";
        if (e instanceof ConnectException) return "nothing listens there";
        if (e instanceof SSLException) return "no secure connection could be made";
        return "the connection broke before the answer was complete";
    }
}
