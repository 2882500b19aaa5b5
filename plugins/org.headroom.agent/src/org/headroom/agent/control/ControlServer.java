package org.headroom.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.net.ExtendedSocketOptions;
import org.headroom.store.ProcessLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the rig's socket. A connection brings one request, a line of JSON, gets its answer, one line or several,
 * and is closed. Only the user that the rig runs as, and root, are answered. Connections, the size of a request and every
 * wait are limited, so that no client keeps others from being answered for long, or the rig from its work.
 */
public final class ControlServer implements AutoCloseable {
    /** What a client can make the rig hold. */
    record Limits(int connections, int requestBytes, Duration request, Duration write) {
        static final Limits STANDARD = new Limits(8, 64 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    /** Clients that wait to be accepted. */
    private static final int BACKLOG = 64;

    private static final Duration END = Duration.ofSeconds(2);
    private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();
    private static final int CHUNK = 8 * 1024;

    private final ControlPath path;
    private final ProcessLock lock;
    private final ServerSocketChannel listener;
    private final ControlHandler handler;
    private final Limits limits;
    private final Semaphore places;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("control-timer").unstarted(r));
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("control-", 0).factory());

    private ControlServer(
            ControlPath path, ProcessLock lock, ServerSocketChannel listener, ControlHandler handler, Limits limits) {
        this.path = path;
        this.lock = lock;
        this.listener = listener;
        this.handler = handler;
        this.limits = limits;
        this.places = new Semaphore(limits.connections());
    }

    /**
     * Listens from now on. A socket that a killed rig left is replaced; one that a rig listens on is not.
     *
     * @param environment where the user's runtime folder is looked for, usually {@code System.getenv()}
     * @throws IOException with the reason, as the second half of a sentence
     */
    public static ControlServer open(Path home, Map<String, String> environment, ControlHandler handler)
            throws IOException {
        return open(home, environment, handler, Limits.STANDARD);
    }

    static ControlServer open(Path home, Map<String, String> environment, ControlHandler handler, Limits limits)
            throws IOException {
        ControlPath path = new ControlPath(home, environment);
        path.makeFolder();
        ProcessLock lock;
        try {
            lock = ProcessLock.take(path.guarded());
        } catch (ProcessLock.InUse e) {
            throw new IOException("another rig listens there, " + e.holder(), e);
        }
        boolean listens = false;
        try {
            Path socket = path.prepare();
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                listener.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
                ControlPath.protect(socket);
                ControlServer server = new ControlServer(path, lock, listener, handler, limits);
                server.threads.execute(server::accept);
                listens = true;
                return server;
            } finally {
                if (!listens) listener.close();
            }
        } finally {
            if (!listens) lock.close();
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                take(listener.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) {
                // Such as too many open files: it goes on when there are fewer.
                warn("A connection to the rig's socket could not be accepted", e);
                try {
                    if (closed.await(1, TimeUnit.SECONDS)) return;
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        if (!places.tryAcquire()) {
            // Nothing was sent on it, so that this much fits into its buffer.
            try (channel) {
                channel.configureBlocking(false);
                channel.write(bytes(Json.refusal(
                        "busy",
                        "The rig answers " + limits.connections() + " other commands: try again in some seconds.")));
            }
            return;
        }
        boolean handed = false;
        try {
            open.add(channel);
            threads.execute(() -> serve(channel));
            handed = true;
        } catch (RejectedExecutionException e) {
            throw new ClosedChannelException();
        } finally {
            if (!handed) end(channel);
        }
    }

    private void serve(SocketChannel channel) {
        try {
            if (!isAllowed(channel)) return;
            Answer answer = new Answer(channel);
            Optional<byte[]> line = read(channel, answer);
            Optional<JsonNode> request = line.isPresent() ? parse(line.get(), answer) : Optional.empty();
            if (request.isPresent()) handle(request.get(), answer);
        } catch (IOException e) {
            LOG.debug("A command that asked the rig is gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            warn("A request on the rig's socket failed unexpectedly", e);
        } finally {
            end(channel);
        }
    }

    private void handle(JsonNode request, Answer answer) throws IOException, InterruptedException {
        try {
            handler.handle(request, answer);
        } catch (RuntimeException e) {
            warn("A request on the rig's socket failed unexpectedly", e);
            answer.refuse("fault", "The rig could not do it because of a fault of its own; its log says more.");
        }
    }

    private void end(SocketChannel channel) {
        close(channel);
        if (open.remove(channel)) places.release();
    }

    /** The rig's own user, and root. */
    private boolean isAllowed(SocketChannel channel) throws IOException {
        String peer =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        boolean allowed = peer.equals(path.owner().getName()) || peer.equals("root");
        if (!allowed) warn("User " + peer + " tried to work the rig through its socket and was refused", null);
        return allowed;
    }

    /** Empty where the request was refused, or whoever connected has gone without one. */
    private Optional<byte[]> read(SocketChannel channel, Answer answer) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        byte[] line = new byte[0];
        Future<?> late = timer.schedule(() -> close(channel), limits.request().toMillis(), TimeUnit.MILLISECONDS);
        try {
            while (true) {
                if (channel.read(chunk) < 0) return Optional.empty();
                chunk.flip();
                int from = line.length;
                line = Arrays.copyOf(line, from + chunk.remaining());
                chunk.get(line, from, line.length - from);
                chunk.clear();
                for (int i = from; i < line.length; i++)
                    if (line[i] == '\n') return Optional.of(Arrays.copyOf(line, i));
                if (line.length > limits.requestBytes()) {
                    answer.refuse(
                            "too-large",
                            "The request is larger than " + limits.requestBytes() + " bytes, and was not read.");
                    return Optional.empty();
                }
            }
        } finally {
            late.cancel(false);
        }
    }

    private static Optional<JsonNode> parse(byte[] line, Answer answer) throws IOException {
        JsonNode request;
        try {
            request = Json.MAPPER.readTree(line);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            answer.refuse("bad-request", "The request is no line of JSON.");
            return Optional.empty();
        }
        if (request == null || !request.isObject()) {
            answer.refuse("bad-request", "The request is no JSON object.");
            return Optional.empty();
        }
        if (request.path("v").asInt(0) != Json.VERSION) {
            answer.refuse(
                    "version",
                    "This rig speaks version " + Json.VERSION + " of its socket's protocol: use the command line of the"
                            + " same build as the rig.");
            return Optional.empty();
        }
        return Optional.of(request);
    }

    private static ByteBuffer bytes(ObjectNode line) throws IOException {
        byte[] text = Json.MAPPER.writeValueAsBytes(line);
        byte[] ended = Arrays.copyOf(text, text.length + 1);
        ended[text.length] = '\n';
        return ByteBuffer.wrap(ended);
    }

    private void warn(String what, @Nullable Throwable why) {
        long now = System.nanoTime();
        long before = warnedAt.get();
        boolean due = now - before >= BETWEEN_WARNINGS && warnedAt.compareAndSet(before, now);
        if (due) LOG.warn("{}", what, why);
        else LOG.debug("{}", what, why);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Whoever reads or writes it sees that it is closed.
        }
    }

    /** Ends all that is under way here; what the rig was told to do goes on. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        open.forEach(ControlServer::close);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS))
                LOG.debug("A command is still being answered");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        try {
            path.clear();
        } finally {
            lock.close();
        }
    }

    private final class Answer implements Replies {
        private final SocketChannel channel;

        Answer(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public synchronized void send(ObjectNode line) throws IOException {
            ByteBuffer text = bytes(line);
            Future<?> late;
            try {
                late = timer.schedule(
                        () -> ControlServer.close(channel), limits.write().toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                throw new IOException("the rig is closing", e);
            }
            try {
                while (text.hasRemaining()) channel.write(text);
            } finally {
                late.cancel(false);
            }
        }
    }
}
