package org.headroom.jobs.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 client over a Unix socket, one connection a request: connecting costs some 50 µs, and no request can ever
 * meet a connection that the engine has just dropped. Any thread; calls block. Interrupting a thread ends its call with
 * {@link java.nio.channels.ClosedByInterruptException}.
 */
public final class SocketHttp implements AutoCloseable {
    /** The largest answer that is read into memory. */
    static final int MAX_WHOLE = 32 << 20;

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]*");
    private final Path socket;
    private final ScheduledThreadPoolExecutor watchdog;

    public SocketHttp(Path socket) {
        this.socket = socket;
        watchdog = new ScheduledThreadPoolExecutor(1, r -> {
            Thread t = new Thread(r, "engine-timeouts-" + COUNT.incrementAndGet());
            t.setDaemon(true);
            return t;
        });
        watchdog.setRemoveOnCancelPolicy(true);
    }

    /** What a request carries. */
    public record Content(String type, long length, InputStream bytes) {
        public static final Content NONE = new Content("", 0, InputStream.nullInputStream());

        public static Content json(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return new Content("application/json", bytes.length, new java.io.ByteArrayInputStream(bytes));
        }
    }

    /** An answer read to its end. */
    public record Whole(int status, String body) {
        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    public Path socket() {
        return socket;
    }

    /**
     * Sends and reads the whole answer.
     *
     * @param patience how long each single read or write may take; zero waits for ever
     * @throws java.net.ConnectException nobody listens at the socket: nothing was sent
     * @throws java.net.SocketTimeoutException the engine is silent
     * @throws IOException what came back is no HTTP, or ends early
     */
    public Whole call(String method, String target, Content content, Duration patience) throws IOException {
        try (Reply reply = open(method, target, content, patience)) {
            byte[] bytes = reply.body().readNBytes(MAX_WHOLE + 1);
            if (bytes.length > MAX_WHOLE) throw new ProtocolException("the answer is larger than " + MAX_WHOLE);
            return new Whole(reply.status(), new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** Sends, and hands the body over as it comes: it may take for ever. The caller closes. */
    public Reply stream(String method, String target, Duration patience) throws IOException {
        Reply reply = open(method, target, Content.NONE, patience);
        ((SocketConnection) reply.connection()).patience(Duration.ZERO);
        return reply;
    }

    /** As {@link #stream}, of a body that has an end: no part of it may be waited for longer than that. */
    public Reply part(String method, String target, Duration patience) throws IOException {
        return open(method, target, Content.NONE, patience);
    }

    private Reply open(String method, String target, Content content, Duration patience) throws IOException {
        if (!TARGET.matcher(target).matches()) throw new ProtocolException("malformed target of a request");
        SocketConnection connection = SocketConnection.open(socket, watchdog, patience);
        try {
            InputStream in = connection.input();
            IOException sending = send(connection, method, target, content);
            HeadReader.Head head;
            try {
                head = HeadReader.read(in);
            } catch (IOException e) {
                // An engine may answer and hang up before it has read all: its answer counts, else our own trouble.
                if (sending == null) throw e;
                sending.addSuppressed(e);
                throw sending;
            }
            return new Reply(head.status(), head.headers(), HeadReader.body(method, head, in), connection);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static @org.jspecify.annotations.Nullable IOException send(
            SocketConnection connection, String method, String target, Content content) throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n");
        if (!content.type().isEmpty())
            head.append("Content-Type: ").append(content.type()).append("\r\n");
        if (content.length() > 0 || !method.equals("GET"))
            head.append("Content-Length: ").append(content.length()).append("\r\n");
        // Not closed here: closing would end the connection before the answer.
        OutputStream out = new BufferedOutputStream(connection.output(), 64 * 1024);
        try {
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            if (content.length() > 0) content.bytes().transferTo(out);
            out.flush();
            return null;
        } catch (java.net.SocketTimeoutException | java.nio.channels.ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return e;
        }
    }

    /** Ends the watchdog. Calls under way lose their timeouts. */
    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
