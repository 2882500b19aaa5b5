package org.headroom.cli.fuzz;

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
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A container engine on a Unix socket whose answers are bytes, right or wrong. */
final class FakeEngine implements AutoCloseable {
    /** What is said to one request. */
    sealed interface Said {
        /** All of it, and the end of the connection. */
        record Bytes(byte[] bytes) implements Said {}

        /** The bytes, and nothing more until the other side hangs up. */
        record Silence(byte[] bytes) implements Said {}
    }

    /** Any thread. */
    interface Script {
        Said answer(String method, String target);
    }

    private final ServerSocketChannel server;
    private final Script script;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger answered = new AtomicInteger();

    FakeEngine(Path socket, Script script) throws IOException {
        this.script = script;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().name("fake-engine").start(this::accept);
    }

    static byte[] json(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] head = head(status, "Content-Length: " + body.length);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    static byte[] head(int status, String header) {
        return ("HTTP/1.1 " + status + " X\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    int answered() {
        return answered.get();
    }

    int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel next = server.accept();
                open.add(next);
                Thread.ofVirtual().name("fake-engine-connection").start(() -> serve(next));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            var in = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
            String request = in.readLine();
            if (request == null) return;
            for (String line = in.readLine(); line != null && !line.isEmpty(); ) line = in.readLine();
            String[] words = request.split(" ");
            Said said = script.answer(words[0], words[1]);
            answered.incrementAndGet();
            OutputStream out = Channels.newOutputStream(channel);
            switch (said) {
                case Said.Bytes bytes -> out.write(bytes.bytes());
                case Said.Silence silence -> {
                    out.write(silence.bytes());
                    // Read to the end: the other side sends nothing more, and then hangs up.
                    while (in.read() >= 0 && closed.getCount() > 0) {}
                }
            }
        } catch (IOException e) {
            // The other side has hung up.
        } finally {
            open.remove(channel);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (SocketChannel channel : open) channel.close();
    }
}
