package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void listensOnLoopbackAtAFreePort() throws IOException {
        try (var broker = EmbeddedBroker.start(directory)) {
            assertThat(broker.url())
                    .matches("mqtt://127\\.0\\.0\\.1:[1-9][0-9]*")
                    .endsWith(":" + broker.port());
        }
    }

    @Test
    void aTakenPortIsSaidInOneLine() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen at 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void whatIsRetainedSurvivesARestart() throws IOException {
        var say = Samples.fresh();
        Offer offer = say.offer(Samples.GPU);
        try (var broker = EmbeddedBroker.start(directory);
                var provider = new Party(BrokerSettings.of(broker.url(), "provider"), Role.PROVIDER, say.provider())) {
            provider.up();
            provider.link.publish(offer);
            provider.awaitSent();
        }
        try (var broker = EmbeddedBroker.start(directory);
                var renter = new Party(BrokerSettings.of(broker.url(), "renter"), Role.RENTER, say.renter())) {
            renter.up();
            renter.awaitTaken(offer);
        }
    }

    /** A market's topics come and go, each order has its own: what nobody holds must not stay, or the memory fills. */
    @Test
    void forgetsTheTopicsOnWhichNothingIsRetainedAnyMore() throws IOException {
        var say = Samples.fresh();
        try (var broker = EmbeddedBroker.start(directory);
                var renter = new Party(BrokerSettings.of(broker.url(), "renter"), Role.RENTER, say.renter());
                var provider = new Party(BrokerSettings.of(broker.url(), "provider"), Role.PROVIDER, say.provider())) {
            renter.up();
            provider.up();
            int before = broker.topics();
            List<Order> orders = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                orders.add(say.order());
                renter.link.publish(orders.getLast());
            }
            for (Order order : orders) provider.awaitTaken(order);
            assertThat(broker.topics()).isGreaterThanOrEqualTo(before + orders.size());
            for (Order order : orders) renter.link.withdrawOrder(order.id());
            renter.awaitSent();
            await().atMost(Duration.ofSeconds(30)).until(() -> broker.topics() <= before + 2);
        }
    }
}
