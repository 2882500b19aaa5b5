package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the embedded broker that concern one packet or one session, each at its edge. */
class BrokerBoundsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HERE = "127.0.0.1";
    private static final long MIB = 1L << 20;
    private static final int PROTOCOL_ERROR = 0x82;
    private static final int IMPLEMENTATION_SPECIFIC = 0x83;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int BAD_AUTHENTICATION_METHOD = 0x8c;
    private static final int FILTER_INVALID = 0x8f;
    private static final int TOPIC_INVALID = 0x90;
    private static final int PACKET_TOO_LARGE = 0x95;
    private static final int QOS_NOT_SUPPORTED = 0x9b;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int SUBACK = 9;

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();

    private EmbeddedBroker start(int sessions, int subscriptions) throws Exception {
        return EmbeddedBroker.start(
                directory,
                HERE,
                0,
                new BrokerBounds(
                        1_024,
                        256,
                        sessions,
                        sessions,
                        subscriptions,
                        4 * MIB,
                        16 * MIB,
                        8 * MIB,
                        MIB,
                        60_000,
                        nanos::get));
    }

    private static int type(byte[] packet) {
        return (packet[0] & 0xff) >> 4;
    }

    private static DeafClient connect(EmbeddedBroker broker) throws Exception {
        return DeafClient.connect(broker.port(), "stranger");
    }

    @Test
    void sessionThatWasReadFromTheDiskIsEndedAnHourAfterTheStart() throws Exception {
        try (var broker = start(10, 10);
                Stranger absent = Stranger.connect(broker.port(), "absent");
                Stranger back = Stranger.connect(broker.port(), "back")) {
            assertThat(absent.subscribe("t/absent")).isEqualTo(1);
            assertThat(back.subscribe("t/back")).isEqualTo(1);
        }
        try (var broker = start(10, 10);
                Stranger back = Stranger.connect(broker.port(), "back")) {
            int queues = broker.queues();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(3_600));
            broker.sweep();
            assertThat(broker.sessions()).isEqualTo(2);
            nanos.addAndGet(1);
            broker.sweep();
            assertThat(broker.sessions()).isEqualTo(1);
            assertThat(broker.queues()).isEqualTo(queues - 1);
            assertThat(back.publish("t/back", 10, false)).isTrue();
            assertThat(back.next()).isEqualTo("t/back 10");
        }
    }

    @Test
    void subscriptionWithoutAFilterIsRefused() throws Exception {
        try (var broker = start(10, 10);
                DeafClient client = connect(broker)) {
            client.send(new byte[] {(byte) 0x82, 3, 0, 1, 0});
            assertThat(client.disconnectCode()).isEqualTo(PROTOCOL_ERROR);
            assertThat(client.isEnded()).isTrue();
            assertThat(broker.sessionRecords()).isZero();
        }
    }

    @Test
    void recordsOfSessionsThatHaveEndedGoAndThoseOfOthersStay() throws Exception {
        try (var broker = start(10, 2)) {
            Stranger absent = Stranger.connect(broker.port(), "absent");
            assertThat(absent.subscribe("t/absent")).isEqualTo(1);
            absent.leave();
            for (int i = 0; i < 5; i++) {
                Stranger ended = Stranger.connect(broker.port(), "refused-" + i, 0);
                assertThat(ended.subscribe("t/refused")).isEqualTo(NOT_AUTHORIZED);
                ended.leave();
            }
            await().atMost(SOON).until(() -> broker.sessions() == 1);
            assertThat(broker.sessionRecords()).as("Artemis leaves them behind").isEqualTo(6);
            broker.sweep();
            broker.sweep();
            assertThat(broker.sessionRecords()).isEqualTo(1);
        }
        try (var broker = start(10, 2);
                Stranger absent = Stranger.connect(broker.port(), "absent")) {
            assertThat(broker.sessions()).isEqualTo(1);
            assertThat(absent.isSessionPresent()).isTrue();
        }
    }

    @Test
    void messageOfQosTwoIsRefused() throws Exception {
        try (var broker = start(10, 10);
                DeafClient client = connect(broker)) {
            client.send(DeafClient.publish("t/x", 1, 10));
            assertThat(type(client.receive())).isEqualTo(PUBACK);
            client.send(DeafClient.publish("t/x", 2, 10));
            assertThat(client.disconnectCode()).isEqualTo(QOS_NOT_SUPPORTED);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void messageWithMoreThan32UserPropertiesIsRefused() throws Exception {
        try (var broker = start(10, 10);
                DeafClient client = connect(broker)) {
            client.send(DeafClient.publish("t/x", 1, 10, 32));
            assertThat(type(client.receive())).isEqualTo(PUBACK);
            client.send(DeafClient.publish("t/x", 1, 10, 33));
            assertThat(client.disconnectCode()).isEqualTo(IMPLEMENTATION_SPECIFIC);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void topicOfMoreThan512BytesIsRefused() throws Exception {
        try (var broker = start(10, 10);
                DeafClient client = connect(broker)) {
            client.send(DeafClient.publish("\u00e9".repeat(256), 1, 10));
            assertThat(type(client.receive())).isEqualTo(PUBACK);
            client.send(DeafClient.publish("\u00e9".repeat(256) + "t", 1, 10));
            assertThat(client.disconnectCode()).isEqualTo(TOPIC_INVALID);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void filterOfMoreThan512BytesIsRefused() throws Exception {
        try (var broker = start(10, 10);
                DeafClient client = connect(broker)) {
            client.send(DeafClient.subscribe("t".repeat(510) + "/#", 1));
            assertThat(type(client.receive())).isEqualTo(SUBACK);
            client.send(DeafClient.subscribe("$share/name/" + "t".repeat(510) + "/+", 1));
            assertThat(type(client.receive())).isEqualTo(SUBACK);
            client.send(DeafClient.subscribe("t".repeat(511) + "/#", 1));
            assertThat(client.disconnectCode()).isEqualTo(FILTER_INVALID);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void subscriptionBeyondTheLimitIsRefusedUntilAnotherHasEnded() throws Exception {
        try (var broker = start(10, 2);
                Stranger second = Stranger.connect(broker.port(), "second")) {
            Stranger first = Stranger.connect(broker.port(), "first", 0);
            // One is taken by the sessions' own store.
            assertThat(first.subscribe("t/1")).isEqualTo(1);
            assertThat(second.subscribe("t/2")).isEqualTo(NOT_AUTHORIZED);
            assertThat(second.publish("t/1", 10, false)).isTrue();
            assertThat(first.next()).isEqualTo("t/1 10");
            first.leave();
            await().atMost(SOON).until(() -> second.subscribe("t/2") == 1);
        }
    }

    @Test
    void messageIsSentUpToTheMaximumPacketSizeOfItsClient() throws Exception {
        try (var broker = start(10, 10);
                DeafClient reference = connect(broker)) {
            byte[] large = DeafClient.publish("t/x", 1, 200, 20);
            byte[] small = DeafClient.publish("t/x", 1, 1);
            int size = sizeOf(reference, large);
            try (DeafClient exact = DeafClient.connectWithMaximum(broker.port(), "exact", size);
                    DeafClient less = DeafClient.connectWithMaximum(broker.port(), "less", size - 1)) {
                exact.send(DeafClient.subscribe("t/x", 1));
                less.send(DeafClient.subscribe("t/x", 1));
                assertThat(type(exact.receive())).isEqualTo(SUBACK);
                assertThat(type(less.receive())).isEqualTo(SUBACK);
                reference.send(large);
                reference.send(small);
                assertThat(exact.receive()).hasSize(size);
                byte[] next = less.receive();
                assertThat(type(next)).isEqualTo(PUBLISH);
                assertThat(next).hasSizeLessThan(100);
            }
        }
    }

    /** As the broker sends it, with a time of expiry. */
    private static int sizeOf(DeafClient client, byte[] message) throws Exception {
        client.send(DeafClient.subscribe("t/x", 1));
        assertThat(type(client.receive())).isEqualTo(SUBACK);
        client.send(message);
        byte[] first = client.receive();
        byte[] second = client.receive();
        return type(first) == PUBLISH ? first.length : second.length;
    }

    @Test
    void maximumPacketSizeThatTakesNoAnswerIsRefused() throws Exception {
        try (var broker = start(10, 10)) {
            assertThat(DeafClient.codeOf(broker.port(), "a", DeafClient.maximum(0)))
                    .isEqualTo(PROTOCOL_ERROR);
            assertThat(DeafClient.codeOf(broker.port(), "b", DeafClient.maximum(63)))
                    .isEqualTo(IMPLEMENTATION_SPECIFIC);
            assertThat(DeafClient.codeOf(broker.port(), "c", DeafClient.maximum(64)))
                    .isZero();
            assertThat(DeafClient.codeOf(broker.port(), "d", DeafClient.maximum(-1)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filtersWhoseAnswerIsAboveTheMaximumPacketSizeAreRefused(boolean isSubscribe) throws Exception {
        try (var broker = start(10, 10);
                DeafClient client = DeafClient.connectWithMaximum(broker.port(), "small", 64)) {
            client.send(DeafClient.filters(isSubscribe, 59));
            assertThat(client.receive()).hasSize(64);
            client.send(DeafClient.filters(isSubscribe, 60));
            assertThat(client.disconnectCode()).isEqualTo(PACKET_TOO_LARGE);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void authenticationMethodIsRefused() throws Exception {
        byte[] method = "\u0015\0\4none".getBytes(StandardCharsets.US_ASCII);
        try (var broker = start(10, 10)) {
            assertThat(DeafClient.codeOf(broker.port(), "a", method)).isEqualTo(BAD_AUTHENTICATION_METHOD);
            assertThat(broker.sessions()).isZero();
        }
    }
}
