package org.headroom.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The least that a message takes through a broker: published to one's own subscription with QoS 1, and read again. */
final class MqttEcho implements AutoCloseable {
    private static final String TOPIC = "bench/echo";

    private final BareMqtt wire;

    /** @param broker {@code mqtt://HOST:PORT}, open to anyone */
    MqttEcho(URI broker) throws IOException {
        wire = new BareMqtt(broker, "bench-echo");
        boolean ready = false;
        try {
            wire.subscribe(TOPIC);
            ready = true;
        } finally {
            if (!ready) wire.close();
        }
    }

    /** Publishes so many bytes and waits until they are back. */
    Duration roundTrip(int bytes) throws IOException {
        byte[] payload = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        long began = System.nanoTime();
        wire.publish(TOPIC, payload);
        long back = wire.next().at();
        wire.settle();
        return Duration.ofNanos(back - began);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
