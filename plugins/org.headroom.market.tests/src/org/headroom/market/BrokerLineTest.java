package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.model.market.LinkState;
import org.headroom.model.money.EthAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerLineTest {
    private static int nobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void connectionIsTriedAgainAfterAnErrorInOneTry() throws Exception {
        BrokerSettings settings = BrokerSettings.of("mqtt://127.0.0.1:" + nobodyListens(), "client-" + Samples.id())
                .withTimes(Duration.ofSeconds(1), Duration.ZERO);
        AtomicInteger changes = new AtomicInteger();
        BrokerLine.Events failing = new BrokerLine.Events() {
            @Override
            public void changed() {
                // At the beginning of the first try, and when it is said to have failed.
                if (changes.incrementAndGet() <= 2) throw new NoClassDefFoundError("a class that cannot be loaded");
            }

            @Override
            public void arrived(Arrival arrival) {
                throw new AssertionError("there is no broker");
            }
        };
        BrokerLine line = new BrokerLine(
                new MqttMarketLink.Broker("broker", settings, new MemoryOutbox()),
                Role.PROVIDER,
                new EthAddress("0x" + "11".repeat(20)),
                Clock.systemUTC(),
                Optional.empty(),
                failing);
        line.open();
        await().atMost(Duration.ofSeconds(20)).until(() -> changes.get() >= 5);
        assertThat(line.state().phase()).isIn(LinkState.Phase.CONNECTING, LinkState.Phase.DOWN);
        line.close();
        assertThat(line.state().phase()).isEqualTo(LinkState.Phase.CLOSED);
    }

    @Test
    void passwordThatCannotBeReadConnectsToNobodyAndItsReasonIsInTheState() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            AtomicInteger attempts = new AtomicInteger();
            BrokerSettings settings = BrokerSettings.of(
                            "mqtt://127.0.0.1:" + broker.getLocalPort(), "client-" + Samples.id())
                    .withLogin("rig", () -> {
                        attempts.incrementAndGet();
                        throw new IOException("There is no broker's password file.");
                    })
                    .withTimes(Duration.ofSeconds(1), Duration.ZERO);
            BrokerLine line = new BrokerLine(
                    new MqttMarketLink.Broker("broker", settings, new MemoryOutbox()),
                    Role.PROVIDER,
                    new EthAddress("0x" + "11".repeat(20)),
                    Clock.systemUTC(),
                    Optional.empty(),
                    new BrokerLine.Events() {
                        @Override
                        public void changed() {}

                        @Override
                        public void arrived(Arrival arrival) {}
                    });
            line.open();
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> attempts.get() >= 3);
                await().untilAsserted(() -> assertThat(line.state().message())
                        .contains("There is no broker's password file. Running jobs go on"));
                assertThat(line.state().phase()).isEqualTo(LinkState.Phase.DOWN);
                broker.setSoTimeout(200);
                assertThatThrownBy(broker::accept).isInstanceOf(SocketTimeoutException.class);
            } finally {
                line.close();
            }
        }
    }
}
