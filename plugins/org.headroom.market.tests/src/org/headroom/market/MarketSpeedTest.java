package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Figures, with bounds so wide that only a lost TCP_NODELAY or a wait on a disk's timer breaks them. */
class MarketSpeedTest {
    private static final int ROUNDS = 400;

    @TempDir
    Path directory;

    private final Samples say = Samples.fresh();

    @Test
    void anOrderAndItsBidGoThereAndBackWithinMillisecondsOnArtemis() throws Exception {
        try (var broker = new Artemis(directory)) {
            orderAndBid(broker, "Artemis");
        }
    }

    @Test
    void anOrderAndItsBidGoThereAndBackWithinMillisecondsOnMosquitto() throws Exception {
        try (var broker = Mosquitto.open(directory)) {
            orderAndBid(broker, "Mosquitto");
        }
    }

    @Test
    void aPieceOfLogArrivesWithinMilliseconds() throws Exception {
        try (var broker = new Artemis(directory);
                var provider = new Party(BrokerSettings.of(broker.url(), "provider"), Role.PROVIDER, say.provider());
                var renter = new Party(BrokerSettings.of(broker.url(), "renter"), Role.RENTER, say.renter())) {
            var there = new LinkedBlockingQueue<Incoming>();
            renter.link.onIncoming(each -> {
                if (each instanceof Incoming.Taken) there.add(each);
            });
            provider.up();
            renter.up();
            var lease = new LeaseId("lease-of-speed");
            var times = new ArrayList<Long>();
            for (int i = 0; i < ROUNDS; i++) {
                long from = System.nanoTime();
                provider.link.publish(say.log(lease, i, "line"));
                assertThat(there.poll(10, TimeUnit.SECONDS)).isNotNull();
                if (i >= ROUNDS / 4) times.add(System.nanoTime() - from);
            }
            Collections.sort(times);
            report("a piece of log from link to link on Artemis", times);
            assertThat(Duration.ofNanos(times.get(times.size() / 2))).isLessThan(Duration.ofMillis(40));
        }
    }

    private void orderAndBid(TestBroker broker, String name) throws Exception {
        try (var provider = new Party(BrokerSettings.of(broker.url(), "provider"), Role.PROVIDER, say.provider());
                var renter = new Party(BrokerSettings.of(broker.url(), "renter"), Role.RENTER, say.renter())) {
            provider.link.onIncoming(each -> {
                if (each instanceof Incoming.Taken(var at, var signed) && signed.message() instanceof Order order)
                    provider.link.publish(say.bid(order.id()));
            });
            var back = new LinkedBlockingQueue<MarketMessage>();
            renter.link.onIncoming(each -> {
                if (each instanceof Incoming.Taken taken)
                    back.add(taken.signed().message());
            });
            provider.up();
            renter.up();
            var times = new ArrayList<Long>();
            for (int i = 0; i < ROUNDS; i++) {
                long from = System.nanoTime();
                renter.link.publish(say.order());
                assertThat(back.poll(10, TimeUnit.SECONDS)).isNotNull();
                if (i >= ROUNDS / 4) times.add(System.nanoTime() - from);
            }
            Collections.sort(times);
            report("order and bid through two links on " + name, times);
            assertThat(Duration.ofNanos(times.get(times.size() / 2))).isLessThan(Duration.ofMillis(40));
        }
    }

    @Test
    void readingAnOrderCostsMicroseconds() {
        var codec = new MarketCodec(Samples.CHAIN);
        Order order = say.order();
        byte[] bytes = codec.encode(say.signed(order));
        String topic = Topics.of(order);
        var times = new ArrayList<Long>();
        for (int i = 0; i < 20_000; i++) {
            long from = System.nanoTime();
            assertThat(codec.decode(topic, bytes, say.now())).isInstanceOf(Decoded.Read.class);
            if (i >= 15_000) times.add(System.nanoTime() - from);
        }
        Collections.sort(times);
        report("decode and lay out an order of " + bytes.length + " bytes", times);
        assertThat(Duration.ofNanos(times.get(times.size() / 2))).isLessThan(Duration.ofMillis(2));
    }

    private static void report(String what, ArrayList<Long> sorted) {
        LoggerFactory.getLogger(MarketSpeedTest.class)
                .info(
                        "{}: p50 {} us, p99 {} us",
                        what,
                        sorted.get(sorted.size() / 2) / 1_000,
                        sorted.get(sorted.size() * 99 / 100) / 1_000);
    }
}
