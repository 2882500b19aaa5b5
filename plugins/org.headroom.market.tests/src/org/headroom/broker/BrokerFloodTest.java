package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers flood the embedded broker in a process of 128 MiB: it goes on, and so does an honest client. */
class BrokerFloodTest {
    private static final int HEAP_MIB = 128;
    private static final int CLIENT_ID_NOT_VALID = 0x85;
    private static final int PACKET_TOO_LARGE = 0x95;
    private static final int SESSIONS = 3_000;
    private static final int ADDRESSES = 5;
    private static final long MOST_DISK_BYTES = 160L << 20;
    private static final Duration TOPICS_FREE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private BrokerProgram broker;
    private Stranger provider;
    private Stranger renter;

    @BeforeEach
    void start() throws Exception {
        broker = BrokerProgram.start(folder.resolve("broker"), HEAP_MIB);
        provider = Stranger.connect(broker.port(), "rig-0x1");
        renter = Stranger.connect(broker.port(), "renter-0x2");
        renter.subscribe("headroom/1/offer/+/+");
        assertThat(provider.publish("headroom/1/offer/0x1/before", 2_000, true)).isTrue();
        assertThat(renter.next()).isEqualTo("headroom/1/offer/0x1/before 2000");
    }

    @AfterEach
    void stop() throws Exception {
        renter.close();
        provider.close();
        broker.close();
        executor.close();
    }

    @Test
    void sessionsWithLongClientIdsAreBounded() throws Exception {
        for (int i = 0; i < 200; i++)
            assertThat(RawConnect.leaveSession("127.0.0.1", broker.port(), "x".repeat(60_000) + i, 0))
                    .isEqualTo(CLIENT_ID_NOT_VALID);
        assertThat(RawConnect.leaveSession("127.0.0.1", broker.port(), "large-will", 60_000))
                .isEqualTo(PACKET_TOO_LARGE);
        for (int i = 0; i < SESSIONS; i++)
            assertThat(RawConnect.leaveSession(
                            "127.0.0." + (1 + i % ADDRESSES), broker.port(), "y".repeat(120) + i, 4_000))
                    .isZero();
        BrokerProgram.State state = broker.state();
        assertThat(state.sessions()).isBetween(1_000, 1_024);
        marketGoesOn();
    }

    @Test
    void retainedMessagesAreBounded() throws Exception {
        try (Stranger stranger = Stranger.connect(broker.port(), "stranger")) {
            stranger.publishMany("spam", 700, 250 << 10, true);
            stranger.publishMany("small", 1_500, 7_000, true);
        }
        BrokerProgram.State state = broker.state();
        assertThat(state.retainedBytes()).isLessThanOrEqualTo(8 << 20);
        marketGoesOn();
    }

    @Test
    void messagesThatWaitForAbsentSubscribersAreBounded() throws Exception {
        for (int i = 0; i < 10; i++) {
            Stranger deaf = Stranger.connect(broker.port(), "deaf-" + i);
            deaf.subscribe("spam/#");
            deaf.leave();
        }
        assertThat(broker.state().sessions()).isEqualTo(12);
        try (Stranger stranger = Stranger.connect(broker.port(), "stranger")) {
            for (int i = 0; i < 20; i++) stranger.publishMany("spam", 50, 200 << 10, false);
        }
        assertThat(broker.state().sessions()).isLessThan(12);
        marketGoesOn();
    }

    /** What stays is scattered over all files of the journal, and none of them can be deleted as a whole. */
    @Test
    void diskIsBoundedWhereMessagesThatStayAndThatGoAlternate() throws Exception {
        Stranger absent = Stranger.connect(broker.port(), "absent");
        absent.subscribe("stays/#");
        absent.leave();
        long most = 0;
        try (Stranger reader = Stranger.connect(broker.port(), "reader");
                Stranger stays = Stranger.connect(broker.port(), "stays");
                Stranger goes = Stranger.connect(broker.port(), "goes")) {
            reader.subscribe("goes/#");
            Future<Integer> flood = executor.submit(() -> goes.publishMany("goes", 4_000, 40_000, false));
            do {
                stays.publishMany("stays", 10, 8_000, false);
                most = Math.max(most, diskBytes());
            } while (!flood.isDone());
            flood.get();
        }
        assertThat(most).isLessThan(MOST_DISK_BYTES);
        marketGoesOn();
    }

    @Test
    void topicsThatArtemisUsesItselfAreRefused() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (Stranger stranger = Stranger.connect(broker.port(), "stranger" + i)) {
                assertThatThrownBy(() -> stranger.publish("$sys/mqtt/retain/x", 100, true))
                        .isInstanceOf(MqttException.class);
            }
        }
        marketGoesOn();
    }

    private void marketGoesOn() throws Exception {
        // Where a flood has used up the topics, new ones are refused until its own have gone.
        await().dontCatchUncaughtExceptions()
                .atMost(TOPICS_FREE)
                .until(() -> provider.publish("headroom/1/offer/0x1/after", 2_000, true));
        assertThat(renter.next()).isEqualTo("headroom/1/offer/0x1/after 2000");
        try (Stranger late = Stranger.connect(broker.port(), "renter-late")) {
            assertThat(late.subscribe("headroom/1/offer/+/+")).isEqualTo(1);
            assertThat(Stream.of(late.next(), late.next()))
                    .containsExactlyInAnyOrder("headroom/1/offer/0x1/before 2000", "headroom/1/offer/0x1/after 2000");
        }
        assertThat(diskBytes()).isLessThan(MOST_DISK_BYTES);
        assertThat(broker.log()).doesNotContain("OutOfMemoryError");
        assertThat(broker.end()).isZero();
    }

    private long diskBytes() {
        return bytes(folder.resolve("broker").toFile());
    }

    /** A file that is deleted meanwhile has none. */
    private static long bytes(File of) {
        File[] inside = of.listFiles();
        return inside == null
                ? of.length()
                : Stream.of(inside).mapToLong(BrokerFloodTest::bytes).sum();
    }
}
