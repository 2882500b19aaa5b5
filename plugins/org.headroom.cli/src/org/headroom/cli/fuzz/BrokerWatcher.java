package org.headroom.cli.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.headroom.market.MqttStreamProbe;

/**
 * A good subscriber to everything that has each message judged as a link does: a broker passes on nothing that a client refuses.
 * It connects again where the broker ends the connection.
 */
final class BrokerWatcher implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;
    private static final int MOST_SHOWN = 48;
    /** Of those that were judged, so that what comes often is judged once. */
    private static final int MOST_KNOWN = 4_096;

    private final int port;
    private final BiConsumer<String, byte[]> found;
    private final MqttStreamProbe probe = new MqttStreamProbe(true);
    private final Set<ByteBuffer> known = new HashSet<>();
    private final AtomicLong judged = new AtomicLong();
    private final Thread thread;
    private Socket socket = new Socket();
    private boolean isClosed;

    /** @param found told of what was passed on, and its bytes */
    BrokerWatcher(int port, BiConsumer<String, byte[]> found) throws IOException {
        this.port = port;
        this.found = found;
        DataInputStream first = subscribed();
        thread = Thread.ofPlatform().name("broker-watcher").daemon(true).start(() -> watch(first));
    }

    long judged() {
        return judged.get();
    }

    private void watch(DataInputStream first) {
        try {
            DataInputStream in = first;
            while (!isClosed()) {
                try {
                    while (true) judge(PacketMaker.read(in));
                } catch (IOException e) {
                    // It was cut off, perhaps because it was too slow.
                    if (!isClosed()) in = subscribed();
                }
            }
        } catch (IOException e) {
            if (!isClosed()) found.accept("a good subscriber cannot subscribe: " + e, new byte[0]);
        }
    }

    private DataInputStream subscribed() throws IOException {
        var next = new Socket(InetAddress.getLoopbackAddress(), port);
        synchronized (this) {
            socket.close();
            socket = next;
            if (isClosed) next.close();
        }
        next.setSoTimeout(TIMEOUT_MS);
        next.getOutputStream().write(PacketMaker.connect("good-watcher"));
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, MqttStreamProbe.SUBSCRIBED, 0});
        PacketMaker.text(body, "#".getBytes(StandardCharsets.US_ASCII));
        body.write(0);
        next.getOutputStream().write(PacketMaker.packet(0x82, body.toByteArray()));
        var in = new DataInputStream(new BufferedInputStream(next.getInputStream()));
        for (byte[] each = PacketMaker.read(in); (each[0] & 0xf0) != 0x90; each = PacketMaker.read(in))
            if ((each[0] & 0xf0) == 0x30) judge(each);
        // Silence is no fault.
        next.setSoTimeout(0);
        return in;
    }

    private void judge(byte[] packet) {
        if ((packet[0] & 0xf0) != 0x30) return;
        judged.incrementAndGet();
        if (known.size() == MOST_KNOWN) known.clear();
        if (!known.add(ByteBuffer.wrap(packet))) return;
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(PacketMaker.connack());
        stream.writeBytes(packet);
        MqttStreamProbe.Outcome outcome = probe.read(stream.toByteArray());
        boolean isGood = outcome.parsed() == 2
                && outcome.closed().isEmpty()
                && outcome.failure().isEmpty();
        if (isGood) return;
        String shown = HexFormat.of().formatHex(packet, 0, Math.min(packet.length, MOST_SHOWN));
        found.accept("the broker passed on what a client refuses: " + shown, packet);
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            isClosed = true;
            socket.close();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
