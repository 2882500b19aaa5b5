package org.headroom.cli.bench;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The least that a question and its answer take through a broker: one party publishes, another that does nothing else
 * publishes the same bytes back. All else is as with orders and bids: their topics, retained, with QoS 1, on a broker that
 * holds as many.
 */
final class MqttRoundTrip implements AutoCloseable {
    private static final String ASKS = "0x" + "a".repeat(40);
    private static final String ANSWERS = "0x" + "b".repeat(40);
    /** Of no version that a rig speaks: it must not hear of these. */
    private static final String ROOT = "headroom/0/";

    private static final String THERE = ROOT + "order/" + ASKS + "/order-floor-";
    private static final String BACK = ROOT + "bid/" + ANSWERS + "/" + ASKS + "/order-floor-";

    private final BareMqtt wire;
    private final BareMqtt peer;
    private final Thread answering;
    private volatile boolean over;
    private int number;

    /** @param broker {@code mqtt://HOST:PORT}, open to anyone */
    MqttRoundTrip(URI broker) throws IOException {
        wire = new BareMqtt(broker, "bench-asks");
        BareMqtt other = null;
        try {
            other = new BareMqtt(broker, "bench-answers");
            wire.subscribe(ROOT + "bid/+/" + ASKS + "/+/+");
            other.subscribe(ROOT + "order/" + ASKS + "/+");
        } catch (IOException e) {
            wire.close();
            if (other != null) other.close();
            throw e;
        }
        peer = other;
        answering = Thread.ofPlatform().daemon().name("bench-answers").start(this::answer);
    }

    private void answer() {
        while (!over) {
            try {
                BareMqtt.Message asked = peer.next();
                String order = asked.topic().substring(THERE.length());
                peer.publishRetained(BACK + order + "/bid-floor-" + order, asked.payload());
            } catch (SocketTimeoutException e) {
                // Nobody asks just now.
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Publishes so many bytes and waits until they are back from the other. */
    Duration measure(int bytes) throws IOException {
        byte[] payload = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        long began = System.nanoTime();
        wire.publishRetained(THERE + ++number, payload);
        long back = wire.next().at();
        wire.settle();
        return Duration.ofNanos(back - began);
    }

    /** Takes both messages of the last trip off the broker; goes round once more for it. */
    void clear() throws IOException {
        wire.publishRetained(THERE + number, new byte[0]);
        wire.next();
        wire.settle();
    }

    @Override
    public void close() throws IOException {
        over = true;
        try (wire;
                peer) {
            answering.interrupt();
        }
    }
}
