package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that never read what the embedded broker sends: in a process of 128 MiB it goes on, and so do honest clients. */
class BrokerUntakenTest {
    private static final int HEAP_MIB = 128;
    private static final long FLOOD_BYTES = 32L << 20;
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(3);
    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    private final List<DeafClient> deaf = new ArrayList<>();
    private BrokerProgram broker;
    private Stranger provider;
    private Stranger renter;

    @BeforeEach
    void start() throws Exception {
        broker = BrokerProgram.start(folder.resolve("broker"), HEAP_MIB);
        provider = Stranger.connect(broker.port(), "rig-0x1");
        renter = Stranger.connect(broker.port(), "renter-0x2");
        renter.subscribe("headroom/1/offer/+/+");
    }

    @AfterEach
    void stop() throws Exception {
        for (DeafClient each : deaf) each.close();
        renter.close();
        provider.close();
        broker.close();
    }

    @Test
    void answersToPingsThatAreNotReadAreBounded() throws Exception {
        deaf("ping", 1).flood(DeafClient.ping(), FLOOD_BYTES);
        marketGoesOn();
    }

    @Test
    void answersToPingsThatManyClientsDoNotReadAreBounded() throws Exception {
        for (int i = 0; i < 50; i++) deaf("ping", i).flood(DeafClient.ping(), FLOOD_BYTES);
        marketGoesOn();
    }

    @Test
    void answersToSubscriptionsThatAreNotReadAreBounded() throws Exception {
        for (int i = 0; i < 5; i++) deaf("sub", i).flood(DeafClient.subscribe("spam/x", 1), FLOOD_BYTES);
        marketGoesOn();
    }

    @Test
    void answersToMessagesThatAreNotReadAreBounded() throws Exception {
        for (int i = 0; i < 5; i++) deaf("pub", i).flood(DeafClient.publish("spam/x", 1, 10), FLOOD_BYTES);
        marketGoesOn();
    }

    @Test
    void messagesThatSubscribersDoNotReadAreBounded() throws Exception {
        for (int i = 0; i < 20; i++) deaf("subscriber", i).send(DeafClient.subscribe("spam/#", 0));
        deaf("publisher", 0).flood(DeafClient.publish("spam/large", 0, 200 << 10), 4 * FLOOD_BYTES);
        deaf("publisher", 1).flood(DeafClient.publish("spam/small", 0, 10), FLOOD_BYTES);
        marketGoesOn();
    }

    @Test
    void allTheseAtOnceAreBounded() throws Exception {
        for (int i = 0; i < 5; i++) {
            deaf("ping", i).flood(DeafClient.ping(), FLOOD_BYTES);
            deaf("sub", i).flood(DeafClient.subscribe("spam/#", 0), FLOOD_BYTES);
            deaf("pub", i).flood(DeafClient.publish("spam/x", 1, 10), FLOOD_BYTES);
            deaf("large", i).flood(DeafClient.publish("spam/large", 0, 200 << 10), FLOOD_BYTES);
        }
        marketGoesOn();
    }

    @Test
    void aMessageThatWaitsForAnAbsentClientIsKeptWhileSessionsWithMoreAreEnded() throws Exception {
        Stranger absent = Stranger.connect(broker.port(), "renter-absent");
        absent.subscribe("headroom/1/receipt/#");
        absent.leave();
        assertThat(provider.publish("headroom/1/receipt/0x1", 2_000, false)).isTrue();
        for (int i = 0; i < 10; i++) deaf("subscriber", i).send(DeafClient.subscribe("spam/#", 0));
        for (int i = 0; i < 3; i++)
            deaf("publisher", i).flood(DeafClient.publish("spam/x", 0, 1_000 << i), 4 * FLOOD_BYTES);
        await().atMost(Duration.ofMinutes(1)).until(() -> broker.log().contains("too much waits"));
        marketServes("meanwhile");
        try (Stranger again = Stranger.connect(broker.port(), "renter-absent")) {
            assertThat(again.isSessionPresent()).isTrue();
            assertThat(again.next()).isEqualTo("headroom/1/receipt/0x1 2000");
        }
        marketGoesOn();
    }

    @Test
    void packetsThatNeverEndAreBounded() throws Exception {
        byte[] packet = DeafClient.publish("spam/x", 0, 250 << 10);
        byte[] part = Arrays.copyOf(packet, packet.length - 1);
        for (int i = 0; i < 200; i++) {
            try {
                deaf("part", i).send(part);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching(".*(reset|pipe|abort).*");
            }
        }
        marketGoesOn();
    }

    @Test
    void refusedMessagesTakeNoMemory() throws Exception {
        byte[] refused = DeafClient.publish("$sys/x", 0, 250 << 10);
        for (int i = 0; i < 600; i++) {
            try (DeafClient stranger = DeafClient.connect(broker.port(), "stranger-" + i)) {
                stranger.send(refused);
                assertThat(stranger.isEnded()).isTrue();
            }
        }
        marketGoesOn();
    }

    @Test
    void aClientThatReadsLateGetsAllThatWaited() throws Exception {
        DeafClient late = deaf("late", 0);
        late.send(DeafClient.subscribe("slow/#", 0));
        await().atMost(SERVED_WITHIN).until(() -> broker.state().queues() >= 2);
        assertThat(provider.publishMany("slow", 200, 20_000, false)).isEqualTo(200);
        marketServes("while-it-waits");
        assertThat(late.read(200 * 20_000)).isGreaterThanOrEqualTo(200 * 20_000);
        marketGoesOn();
    }

    @Test
    void aClientThatTakesNothingForLongIsClosed() throws Exception {
        BrokerBounds bounds = BrokerBounds.forHeap(128L << 20).withUntakenMillis(1_000);
        try (EmbeddedBroker own = EmbeddedBroker.start(folder.resolve("own"), "127.0.0.1", 0, bounds);
                DeafClient client = DeafClient.connect(own.port(), "deaf")) {
            client.flood(DeafClient.ping(), Long.MAX_VALUE);
            await().atMost(Duration.ofSeconds(20)).until(client::isCut);
            assertThat(client.sent()).isPositive();
        }
    }

    private DeafClient deaf(String name, int number) throws Exception {
        DeafClient client = DeafClient.connect(broker.port(), name + "-" + number);
        deaf.add(client);
        return client;
    }

    private void marketGoesOn() throws Exception {
        for (int i = 0; i < ROUNDS; i++) marketServes("round-" + i);
        try (Stranger late = Stranger.connect(broker.port(), "renter-late")) {
            assertThat(late.subscribe("headroom/1/offer/+/+")).isEqualTo(1);
        }
        assertThat(broker.state().heapBytes()).isLessThan(100L << 20);
        assertThat(broker.log()).doesNotContain("OutOfMemoryError", "OutOfDirectMemoryError", "Timed out");
        for (DeafClient each : deaf) each.close();
        assertThat(broker.end()).isZero();
    }

    /** A fifth of a second passes between two rounds. */
    private void marketServes(String name) throws Exception {
        long start = System.nanoTime();
        assertThat(provider.publish("headroom/1/offer/0x1/" + name, 2_000, true))
                .isTrue();
        assertThat(renter.next()).isEqualTo("headroom/1/offer/0x1/" + name + " 2000");
        long nanos = System.nanoTime() - start;
        assertThat(Duration.ofNanos(nanos)).isLessThan(SERVED_WITHIN);
        await().pollDelay(Duration.ofMillis(200)).until(broker::isAlive);
    }
}
