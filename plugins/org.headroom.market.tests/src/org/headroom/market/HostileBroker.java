package org.headroom.market;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A broker that answers what a client sends as it should, and sends besides whatever bytes a test gives it. */
final class HostileBroker implements AutoCloseable {
    private static final int BACKLOG = 50;

    final AtomicInteger connections = new AtomicInteger();
    /** Acknowledgements of the client: PUBACK, PUBREC, PUBCOMP. */
    final List<RawPacket> acknowledged = new CopyOnWriteArrayList<>();

    final List<RawPacket> published = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private volatile Socket client;
    private volatile int subscribedConnection;
    private volatile byte[] connack =
            RawPacket.of(0x20, RawPacket.bytes(0, 0, 0)).whole();
    private volatile byte[] firstConnack = {};
    private volatile byte[] afterSuback = {};
    private volatile boolean isClosingAtOnce;
    private volatile int subackCodesMissing;

    HostileBroker() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    HostileBroker(ServerSocketFactory sockets) throws IOException {
        server = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "mqtt://127.0.0.1:" + port();
    }

    /** Answers CONNECT with these bytes from now on. */
    HostileBroker answeringConnect(byte[] bytes) {
        connack = bytes;
        return this;
    }

    /** Answers the first CONNECT with these bytes, and later ones as it should. */
    HostileBroker answeringFirstConnect(byte[] bytes) {
        firstConnack = bytes;
        return this;
    }

    /** Sends these bytes to each client that has subscribed, as a broker does with what is retained. */
    HostileBroker retaining(byte[] bytes) {
        afterSuback = bytes;
        return this;
    }

    HostileBroker closingAtOnce(boolean on) {
        isClosingAtOnce = on;
        return this;
    }

    HostileBroker leavingOutOfSuback(int codes) {
        subackCodesMissing = codes;
        return this;
    }

    /** The number of the latest connection that has subscribed; the first is 1. */
    int subscribedConnection() {
        return subscribedConnection;
    }

    void send(byte[] bytes) throws IOException {
        Socket to = client;
        synchronized (to) {
            // The client may close it before this returns.
            to.getOutputStream().write(bytes);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket next = server.accept();
                connections.incrementAndGet();
                if (isClosingAtOnce) {
                    next.close();
                    continue;
                }
                next.setTcpNoDelay(true);
                client = next;
                Thread.ofVirtual().start(() -> serve(next));
            } catch (IOException e) {
                // Closed, or a handshake that failed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                RawPacket packet = RawPacket.read(in);
                switch (packet.type()) {
                    case 1 -> send(firstConnack.length > 0 && connections.get() == 1 ? firstConnack : connack);
                    case 3 -> published(packet);
                    case 4, 5, 7 -> acknowledged.add(packet);
                    case 8 -> subscribed(packet);
                    case 12 -> send(RawPacket.of(0xd0).whole());
                    default -> {}
                }
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void published(RawPacket packet) throws IOException {
        published.add(packet);
        if ((packet.head() >> 1 & 3) == 0) return;
        byte[] body = packet.body();
        int at = 2 + packet.id();
        send(RawPacket.of(0x40, RawPacket.bytes(body[at], body[at + 1])).whole());
    }

    private void subscribed(RawPacket packet) throws IOException {
        byte[] body = packet.body();
        int filters = 0;
        for (int at = 3; at < body.length; filters++) at += 3 + ((body[at] & 255) << 8 | body[at + 1] & 255);
        byte[] codes = new byte[filters - subackCodesMissing];
        Arrays.fill(codes, (byte) 1);
        send(RawPacket.of(0x90, RawPacket.bytes(body[0], body[1], 0), codes).whole());
        if (afterSuback.length > 0) send(afterSuback);
        subscribedConnection = connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Socket last = client;
        if (last != null) last.close();
    }
}
