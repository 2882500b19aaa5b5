package org.headroom.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** An engine at the lowest seam: a Unix socket whose answers a test writes itself. */
final class FakeEngineSocket implements AutoCloseable {
    /** Answers one request; the connection ends when it returns. */
    interface Handler {
        void answer(String method, String target, Exchange exchange) throws Exception;
    }

    final Path socket;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private ServerSocketChannel server;
    private volatile Handler handler;

    FakeEngineSocket(Path socket, Handler handler) throws IOException {
        this.socket = socket;
        this.handler = handler;
        start();
    }

    /** The connection of one request. */
    final class Exchange {
        private final OutputStream out;

        private Exchange(OutputStream out) {
            this.out = out;
        }

        void json(int status, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            head(status, "Content-Length: " + bytes.length);
            send(bytes);
        }

        void head(int status, String header) throws IOException {
            send(("HTTP/1.1 " + status + " X\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Says nothing until the other side hangs up. */
        void hang() throws InterruptedException {
            closed.await();
        }
    }

    void handler(Handler next) {
        handler = next;
    }

    int connections() {
        return open.size();
    }

    void start() throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel listening =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        server = listening;
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    SocketChannel channel = listening.accept();
                    open.add(channel);
                    Thread.ofVirtual().start(() -> serve(channel));
                }
            } catch (IOException e) {
                // Stopped.
            }
        });
    }

    /** Nobody listens any more, and every connection is cut. */
    void stop() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        for (SocketChannel channel : open) channel.close();
        open.clear();
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
            String[] request = in.readLine().split(" ");
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) line = in.readLine();
            Thread handling = Thread.currentThread();
            // A request that nobody waits for any more is over: the end of the stream is the other side's.
            Thread watching = Thread.ofVirtual().start(() -> {
                try {
                    while (in.read() >= 0) continue;
                } catch (IOException e) {
                    // Cut.
                }
                open.remove(channel);
                handling.interrupt();
            });
            try {
                handler.answer(request[0], request[1], new Exchange(Channels.newOutputStream(channel)));
            } finally {
                watching.interrupt();
            }
        } catch (Exception e) {
            // The other side hung up, or the engine was stopped.
        } finally {
            open.remove(channel);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        closed.countDown();
    }
}
