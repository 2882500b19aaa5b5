package org.headroom.cli.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.cli.fuzz.FuzzResult.Finding;

/**
 * Hostile clients of the embedded broker: each connects, well or badly, and sends a burst of packets. After some of them, a good
 * client must still get what another good client publishes.
 */
public final class BrokerFuzz implements Fuzzer {
    private static final int BURST = 60;
    private static final int CLIENTS_BETWEEN = 20;
    private static final int TIMEOUT_MS = 10_000;
    /** Long enough for the broker to read a burst; what it does with the rest is seen at the good client. */
    private static final int READ_MS = 50;

    private final EmbeddedBroker broker;

    public BrokerFuzz(EmbeddedBroker broker) {
        this.broker = broker;
    }

    @Override
    public FuzzResult run(long seed, long packets, Duration limit) throws IOException {
        var maker = new PacketMaker(seed, PacketMaker.Role.CLIENT);
        long end = System.nanoTime() + limit.toNanos();
        long sent = 0;
        long ended = 0;
        byte[] burst = {};
        while (sent < packets && System.nanoTime() < end) {
            for (int i = 0; i < CLIENTS_BETWEEN; i++) {
                burst = burst(maker, i);
                sent += BURST;
                if (isEndedBy(burst)) ended++;
            }
            try {
                goodMessage(sent);
            } catch (IOException e) {
                return new FuzzResult(
                        sent,
                        Map.of(FuzzResult.ENDED, ended),
                        List.of(new Finding("a good client is not served: " + e, burst)));
            }
        }
        return new FuzzResult(sent, Map.of(FuzzResult.ENDED, ended), List.of());
    }

    private static byte[] burst(PacketMaker maker, int number) {
        var out = new ByteArrayOutputStream();
        if (number % 8 > 0) out.writeBytes(PacketMaker.connect("fuzz-" + number));
        for (int i = 0; i < BURST; i++) out.writeBytes(maker.next());
        return out.toByteArray();
    }

    /** @return whether the broker closed the connection */
    private boolean isEndedBy(byte[] burst) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
            socket.setSoTimeout(READ_MS);
            try {
                socket.getOutputStream().write(burst);
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[4_096];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {}
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }
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
