package org.headroom.cli.bench;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.headroom.broker.EmbeddedBroker;

/** What the embedded broker retains of leases that are over; clears it, as time would. */
final class RetainedLeaseMessages {
    private static final List<String> OF_LEASES = List.of("bid", "acceptance", "update", "stop", "receipt");
    private static final byte[] EMPTY = {};
    /** Longer than the broker takes to delete what is not used. */
    private static final Duration DELETED_WITHIN = Duration.ofSeconds(20);

    private final EmbeddedBroker broker;

    RetainedLeaseMessages(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** @return the fewest addresses that the broker held in the 20 s after the messages were cleared */
    int clear() throws IOException, InterruptedException {
        URI url = URI.create(broker.url());
        try (BareMqtt clearing = new BareMqtt(url, "bench-clears")) {
            for (String topic : topics(url)) clearing.publishRetained(topic, EMPTY);
            clearing.settle();
        }
        int least = broker.topics();
        long end = System.nanoTime() + DELETED_WITHIN.toNanos();
        while (System.nanoTime() < end) {
            Awaiting.pause(Duration.ofMillis(200));
            least = Math.min(least, broker.topics());
        }
        return least;
    }

    private static Set<String> topics(URI url) throws IOException {
        Set<String> topics = new LinkedHashSet<>();
        for (String kind : OF_LEASES)
            try (BareMqtt reading = new BareMqtt(url, "bench-reads")) {
                reading.subscribe("headroom/1/" + kind + "/#");
                while (true) topics.add(reading.next().topic());
            } catch (SocketTimeoutException e) {
                // Nothing came for some seconds: that was all.
            }
        return topics;
    }
}
