package org.headroom.story;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * A real broker behind a line that acknowledges some messages and passes them on to nobody, in both directions, as a broken or
 * a hostile broker does. All other packets pass.
 */
final class LossyBroker implements RealBroker {
    private static final int PUBLISH = 3;
    private static final int PUBACK = 0x40;

    private final RealBroker broker;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();
    private Random random = new Random(0);
    private int percent;

    LossyBroker(RealBroker broker) throws IOException {
        this.broker = broker;
        Thread.ofVirtual().start(this::serve);
    }

    /** From now on so many of a hundred messages are lost. */
    synchronized void loses(int percentOfAll, long seed) {
        percent = percentOfAll;
        random = new Random(seed);
    }

    private synchronized boolean isLost() {
        boolean gone = random.nextInt(100) < percent;
        (gone ? lost : passed).incrementAndGet();
        return gone;
    }

    int lost() {
        return lost.get();
    }

    int passed() {
        return passed.get();
    }

    /** What no broker should send, as if the broker had sent it to each client that is connected. */
    void sendsToItsClients(byte[] bytes) throws IOException {
        for (Socket each : clients) if (!each.isClosed()) write(each, bytes);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), broker.port());
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                clients.add(client);
                Thread.ofVirtual().start(() -> pump(client, behind));
                Thread.ofVirtual().start(() -> pump(behind, client));
            } catch (IOException e) {
                LoggerFactory.getLogger(LossyBroker.class).debug("A connection could not be made", e);
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            var in = new DataInputStream(new java.io.BufferedInputStream(from.getInputStream()));
            while (true) {
                byte[] packet = packet(in);
                if ((packet[0] >> 4 & 15) == PUBLISH && isLost()) acknowledge(packet, from);
                else write(to, packet);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(LossyBroker.class).debug("A connection is over: {}", e.getMessage());
        }
    }

    /** Whole packets only, for both pumps write to a socket. */
    private static void write(Socket to, byte[] packet) throws IOException {
        synchronized (to) {
            OutputStream out = to.getOutputStream();
            out.write(packet);
            out.flush();
        }
    }

    private static void acknowledge(byte[] packet, Socket author) throws IOException {
        if ((packet[0] >> 1 & 3) == 0) return;
        int at = 1;
        while ((packet[at++] & 128) != 0) {}
        int number = at + 2 + ((packet[at] & 255) << 8 | packet[at + 1] & 255);
        write(author, new byte[] {PUBACK, 2, packet[number], packet[number + 1]});
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        var head = new java.io.ByteArrayOutputStream();
        head.write(in.readUnsignedByte());
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = in.readUnsignedByte();
            head.write(next);
            length |= (next & 127) << shift;
            if (next <= 127) break;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        head.write(body);
        return head.toByteArray();
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void stop() throws Exception {
        broker.stop();
    }

    @Override
    public void startAgain() throws IOException {
        broker.startAgain();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(LossyBroker.class).debug("The line was closed already", e);
        }
        broker.close();
    }
}
