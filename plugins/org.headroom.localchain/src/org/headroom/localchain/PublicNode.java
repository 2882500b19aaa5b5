package org.headroom.localchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.headroom.wallet.ChainSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that behaves like a public one, on loopback, in front of a {@link LocalChain}: it shows a head tens of millions of
 * blocks high, takes its time, has limits, fails and lies, as its {@link NodeBehaviour} says, which may change at any time.
 * Any thread.
 */
public final class PublicNode implements AutoCloseable {
    /** What is added to the local chain's block numbers. */
    public static final long OFFSET = 40_000_000;

    /** Below the ports that systems give to connections: 32768 on Linux, 49152 elsewhere. */
    private static final int LAST_PORT = 32_000;

    private static final int FIRST_PORT = 20_000;
    private static final int MOST_PORTS_TRIED = 20;
    private static final Logger LOG = LoggerFactory.getLogger(PublicNode.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CONNECTIONS = 256;
    private static final int IDLE_MILLIS = 300_000;

    /**
     * What the node shows of its chain; it never changes.
     *
     * @param offset what is added to each block number
     * @param blockTime how far apart the blocks before the local chain's first seem to be
     * @param port 0 for any that is free
     * @param seed makes latencies repeatable
     */
    public record Shape(long offset, Duration blockTime, int port, long seed) {
        public static final Shape STANDARD = new Shape(OFFSET, Duration.ofSeconds(2), 0, 1);

        public Shape {
            if (offset < 0) throw new IllegalArgumentException("the offset must be 0 or more, not " + offset);
        }
    }

    /** There is no answer to give: the connection ends here. */
    private static final class Hangup extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final ChainSettings settings;
    private final Shape shape;
    private final Upstream upstream;
    private final FlowContracts contracts;
    private final URI rpc;
    private final Random random;
    private final AtomicReference<NodeBehaviour> behaviour;
    private final FaultPlan plan = new FaultPlan();
    private final NodeTally tally = new NodeTally();
    private final NodeControl control = new NodeControl(this);
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile ServerSocket server;

    private PublicNode(ChainSettings s, Shape shape, NodeBehaviour behaviour) throws IOException {
        this.shape = shape;
        this.behaviour = new AtomicReference<>(behaviour);
        this.random = new Random(shape.seed());
        this.contracts = new FlowContracts(s.flow(), s.token());
        this.server = shape.port() == 0 ? boundAnywhere() : bound(shape.port());
        this.rpc = URI.create("http://127.0.0.1:" + server.getLocalPort());
        this.settings = new ChainSettings(
                rpc, s.chainId(), s.name(), s.flow(), s.token(), shape.offset(), NodeBehaviour.LOG_SPAN);
        this.upstream = new Upstream(s.rpc());
    }

    /**
     * Where no connection has its own end: a node that was offline for a moment finds its port free again, whatever other
     * programs do meanwhile.
     */
    private static ServerSocket boundAnywhere() throws IOException {
        for (int attempt = 0; attempt < MOST_PORTS_TRIED; attempt++) {
            try {
                return bound(FIRST_PORT + ThreadLocalRandom.current().nextInt(LAST_PORT - FIRST_PORT));
            } catch (BindException e) {
                LOG.debug("A port is taken: another one is tried", e);
            }
        }
        return bound(0);
    }

    /** The port is not free before the thread that waits for connections has let go of it. */
    private static ServerSocket boundAgain(int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return bound(port);
            } catch (BindException e) {
                if (attempt == MOST_PORTS_TRIED || Thread.currentThread().isInterrupted()) throw e;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_CONNECTIONS);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Starts a node with a head just above 40 million. */
    public static PublicNode open(LocalChain chain, NodeBehaviour behaviour) throws IOException {
        return open(chain, Shape.STANDARD, behaviour);
    }

    public static PublicNode open(LocalChain chain, Shape shape, NodeBehaviour behaviour) throws IOException {
        return open(chain.settings(), shape, behaviour);
    }

    /** @param chain a {@link LocalChain}'s own settings, where another process has the chain open */
    public static PublicNode open(ChainSettings chain, Shape shape, NodeBehaviour behaviour) throws IOException {
        PublicNode node = new PublicNode(chain, shape, behaviour);
        node.accept(node.server);
        return node;
    }

    public URI rpc() {
        return rpc;
    }

    /** The chain's settings, with this as its node; the search for withdrawals begins at the local chain's first block. */
    public ChainSettings settings() {
        return settings;
    }

    public NodeBehaviour behaviour() {
        return behaviour.get();
    }

    /** Changes how the node behaves, from the next request on. */
    public void behave(UnaryOperator<NodeBehaviour> change) {
        behaviour.updateAndGet(change);
    }

    public NodeCounts counts() {
        return tally.counts();
    }

    /** The head that a node on time would show. */
    public long trueHead() throws IOException {
        try {
            JsonNode head = upstream.call("eth_blockNumber", JSON.createArrayNode());
            return BlockNumbers.parse(head) + shape.offset();
        } catch (RpcError e) {
            throw new IOException("The local chain does not tell its head: " + e.getMessage(), e);
        }
    }

    /** Stays at the present head from now on, until {@link #thaw}. */
    public void freeze() throws IOException {
        long head = trueHead();
        behave(b -> b.withFrozenHead(head));
    }

    public void thaw() {
        behave(b -> b.withFrozenHead(null));
    }

    /** The chain was started again and may have another address. */
    public void follow(URI node) {
        upstream.moveTo(node);
    }

    /** Replaces the chain's newest blocks by as many empty ones: their transactions never happened. */
    public void reorganise(int blocks) throws IOException {
        undo("anvil_reorg", JSON.createArrayNode().add(blocks).add(JSON.createArrayNode()));
    }

    /** Removes the chain's newest blocks: their transactions never happened. The chain goes on from there. */
    public void rollBack(int blocks) throws IOException {
        undo("anvil_rollback", JSON.createArrayNode().add(blocks));
    }

    /** The chain's clock would stay behind by the time of the blocks that are gone; on a real chain it does not. */
    private void undo(String method, ArrayNode params) throws IOException {
        try {
            long time = Math.max(headTime(), Instant.now().getEpochSecond());
            upstream.call(method, params);
            upstream.call("evm_setTime", JSON.createArrayNode().add(time));
        } catch (RpcError e) {
            throw new IOException("The chain's newest blocks could not be replaced: " + e.getMessage(), e);
        }
    }

    private long headTime() throws IOException, RpcError {
        JsonNode head = upstream.call(
                "eth_getBlockByNumber", JSON.createArrayNode().add("latest").add(false));
        return BlockNumbers.parse(head.path("timestamp"));
    }

    /** From now on nothing listens at the node's address. */
    public synchronized void goOffline() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("The node's port did not close cleanly", e);
        }
        connections.forEach(PublicNode::hangUp);
    }

    /** After {@link #goOffline}; the address is the same. */
    public synchronized void goOnline() throws IOException {
        if (!server.isClosed() || closed.getCount() == 0) return;
        ServerSocket again = boundAgain(rpc.getPort());
        server = again;
        accept(again);
    }

    @Override
    public void close() {
        closed.countDown();
        goOffline();
        threads.shutdownNow();
        upstream.close();
    }

    private void accept(ServerSocket from) {
        threads.execute(() -> {
            while (!from.isClosed()) {
                try {
                    Socket socket = from.accept();
                    if (room.tryAcquire()) threads.execute(() -> serve(socket, from));
                    else socket.close();
                } catch (IOException e) {
                    if (!from.isClosed()) LOG.warn("The node's port failed: {}", e.getMessage());
                }
            }
        });
    }

    private void serve(Socket socket, ServerSocket from) {
        connections.add(socket);
        try (socket) {
            if (from.isClosed()) return;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            HttpInput in = new HttpInput(new BufferedInputStream(socket.getInputStream()), out);
            boolean more = true;
            while (more) {
                Optional<HttpInput.Request> request = in.next();
                if (request.isEmpty()) return;
                more = request.get().keepAlive();
                Optional<HttpOutput> controlled = control.answer(request.get());
                if (controlled.isPresent()) controlled.get().send(out, more);
                else more &= answer(request.get(), out);
            }
        } catch (Hangup | IOException e) {
            LOG.trace("A connection ended: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("A request could not be answered", e);
        } finally {
            connections.remove(socket);
            room.release();
        }
    }

    /** @return whether the connection is kept */
    private boolean answer(HttpInput.Request request, OutputStream out) throws IOException, Hangup {
        NodeBehaviour now = behaviour.get();
        tally.requests.increment();
        JsonNode question = parse(request.body());
        Set<String> methods = new LinkedHashSet<>();
        for (JsonNode call : question.isArray() ? question : List.of(question)) {
            String method = call.path("method").asText("");
            methods.add(method);
            tally.call(method);
        }
        if (question.isArray()) tally.batches.increment();
        Optional<FaultRule> fault = plan.strike(now.faults(), methods, System.nanoTime());
        delay(now.latency());
        if (fault.isEmpty()) {
            reply(question, now).send(out, request.keepAlive());
            return true;
        }
        (fault.get().fault().limits() ? tally.limited : tally.failed).increment();
        return strike(fault.get(), question, now, out);
    }

    private boolean strike(FaultRule rule, JsonNode question, NodeBehaviour now, OutputStream out)
            throws IOException, Hangup {
        switch (rule.fault()) {
            case TOO_MANY_REQUESTS -> {
                HttpOutput refusal = HttpOutput.json(429, error(question, new RpcError(-32016, "over rate limit")));
                Integer seconds = rule.retryAfterSeconds();
                (seconds == null ? refusal : refusal.with("Retry-After", seconds.toString())).send(out, true);
            }
            case RATE_LIMIT_ERROR ->
                HttpOutput.json(
                                200,
                                error(
                                        question,
                                        new RpcError(-32005, "daily request count exceeded, request rate limited")))
                        .send(out, true);
            case HTML -> HttpOutput.html(200, "Just a moment...").send(out, true);
            case UNAVAILABLE ->
                HttpOutput.html(503, "503 Service Temporarily Unavailable").send(out, true);
            case CUT -> {
                reply(question, now).sendHalf(out);
                throw new Hangup();
            }
            case DROP -> throw new Hangup();
            case DROP_AFTER -> {
                reply(question, now);
                throw new Hangup();
            }
            case HANG -> {
                await(rule.hang());
                throw new Hangup();
            }
        }
        return true;
    }

    private HttpOutput reply(JsonNode question, NodeBehaviour now) throws IOException, Hangup {
        if (question.isMissingNode()) return HttpOutput.json(200, error(question, new RpcError(-32700, "parse error")));
        NodeCalls calls = new NodeCalls(upstream, now, shape.offset(), shape.blockTime(), contracts, tally);
        try {
            if (!question.isArray())
                return HttpOutput.json(200, calls.answer(question).toString());
            Integer most = now.batches().max();
            if (most != null && question.size() > most) return refused(question, now.batches(), most);
            if (question.isEmpty()) return HttpOutput.json(200, error(question, new RpcError(-32600, "empty batch")));
            ArrayNode answers = JSON.createArrayNode();
            for (JsonNode call : question) answers.add(calls.answer(call));
            return HttpOutput.json(200, answers.toString());
        } catch (IOException e) {
            LOG.debug("The chain behind the node cannot be reached: {}", e.getMessage());
            tally.failed.increment();
            throw new Hangup();
        }
    }

    private HttpOutput refused(JsonNode question, NodeBehaviour.Batches rules, int most) {
        tally.limited.increment();
        String message = most == 0 ? "batch requests are not supported" : "batch limit of " + most + " exceeded";
        int status = rules.refusal() == NodeBehaviour.BatchRefusal.HTTP_400 ? 400 : 200;
        return HttpOutput.json(status, error(question, new RpcError(-32600, message)));
    }

    /** One error for the whole request. */
    private static String error(JsonNode question, RpcError error) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", question.has("id") ? question.get("id") : JSON.nullNode());
        answer.set("error", error.json());
        return answer.toString();
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private void delay(NodeBehaviour.Latency latency) throws Hangup {
        if (latency.maxMillis() == 0) return;
        tally.delayed.increment();
        int spread = latency.maxMillis() - latency.minMillis();
        await(Duration.ofMillis(latency.minMillis() + (spread == 0 ? 0 : random.nextInt(spread + 1))));
    }

    /** @throws Hangup if the node is closed in the meantime */
    private void await(Duration time) throws Hangup {
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) throw new Hangup();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hangup();
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A connection did not close cleanly", e);
        }
    }
}
