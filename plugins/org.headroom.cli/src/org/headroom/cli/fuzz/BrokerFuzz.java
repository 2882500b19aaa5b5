package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.cli.fuzz.FuzzResult.Finding;

/**
 * Hostile clients of the embedded broker: each connects, well or badly, sends many packets of kinds that the broker took before,
 * and then new ones until one ends the connection. Meanwhile a good client must get what another good client publishes, and a
 * good subscriber to everything must get nothing that a client refuses. Of the packets those are counted that came before an
 * answered PINGREQ, and the one that ends a connection.
 */
public final class BrokerFuzz implements Fuzzer {
    private static final int CLIENTS = 4;
    /** Tries in a row. */
    private static final int UNSERVED = 2;

    private static final int TIMEOUT_MS = 10_000;
    private static final long BETWEEN_GOOD_MESSAGES_MS = 250;

    private final EmbeddedBroker broker;
    private final List<Finding> findings = new ArrayList<>();
    private FuzzResult.Counts counts = new FuzzResult.Counts();
    private long sent;

    public BrokerFuzz(EmbeddedBroker broker) {
        this.broker = broker;
    }

    @Override
    public FuzzResult run(long seed, long packets, Duration limit) throws IOException, InterruptedException {
        synchronized (this) {
            findings.clear();
            counts = new FuzzResult.Counts();
            sent = 0;
        }
        long end = System.nanoTime() + limit.toNanos();
        var over = new CountDownLatch(1);
        List<Thread> clients = new ArrayList<>();
        try (var watcher = new BrokerWatcher(broker.port(), this::found)) {
            for (int i = 0; i < CLIENTS; i++) {
                var client = new HostileClient(broker.port(), "fuzz-client-" + i, seed + 31L * i, this::sent);
                clients.add(Thread.ofVirtual().name("broker-fuzz-" + i).start(() -> {
                    while (over.getCount() > 0) client.connection();
                }));
            }
            int failed = 0;
            for (int i = 0; !isOver(packets, end); i++) {
                try {
                    goodMessage(i);
                    failed = 0;
                } catch (IOException e) {
                    // A message at QoS 0 may be lost once, where the machine is busy.
                    if (++failed == UNSERVED) found("a good client is not served: " + e, new byte[0]);
                }
                over.await(BETWEEN_GOOD_MESSAGES_MS, TimeUnit.MILLISECONDS);
            }
            over.countDown();
            for (Thread each : clients) each.join();
            synchronized (this) {
                counts.add("passed on and judged", watcher.judged());
            }
        } finally {
            over.countDown();
        }
        synchronized (this) {
            return new FuzzResult(sent, counts.all(), findings);
        }
    }

    private synchronized boolean isOver(long packets, long end) {
        return sent >= packets || System.nanoTime() >= end || !findings.isEmpty();
    }

    private synchronized void sent(long more, String kind) {
        sent += more;
        if (!kind.isEmpty()) counts.add(kind);
    }

    private synchronized void found(String what, byte[] bytes) {
        if (findings.isEmpty()) findings.add(new Finding(what, bytes));
    }

    private void goodMessage(long number) throws IOException {
        byte[] topic = ("good/" + number).getBytes(StandardCharsets.US_ASCII);
        try (var subscriber = new Socket(InetAddress.getLoopbackAddress(), broker.port());
                var publisher = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            DataInputStream heard = connected(subscriber, "good-subscriber");
            var filter = new ByteArrayOutputStream();
            filter.writeBytes(new byte[] {0, 1, 0});
            PacketMaker.text(filter, topic);
            filter.write(0);
            subscriber.getOutputStream().write(PacketMaker.packet(0x82, filter.toByteArray()));
            expect(heard, 0x90);
            connected(publisher, "good-publisher");
            var message = new ByteArrayOutputStream();
            PacketMaker.text(message, topic);
            message.write(0);
            publisher.getOutputStream().write(PacketMaker.packet(0x30, message.toByteArray()));
            expect(heard, 0x30);
        }
    }

    private static DataInputStream connected(Socket socket, String clientId) throws IOException {
        socket.setSoTimeout(TIMEOUT_MS);
        socket.getOutputStream().write(PacketMaker.connect(clientId));
        var in = new DataInputStream(socket.getInputStream());
        expect(in, 0x20);
        return in;
    }

    /** Reads a packet of less than 128 bytes. */
    private static void expect(DataInputStream in, int head) throws IOException {
        int is = in.readUnsignedByte();
        in.readNBytes(in.readUnsignedByte());
        if (is != head)
            throw new IOException("packet " + Integer.toHexString(is) + " instead of " + Integer.toHexString(head));
    }
}
