package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packets that the embedded broker does not deliver or does not process: in a process of 64 MiB, none of their bytes stay. Each test
 * sends more than the process may have outside of its heap.
 */
class BrokerMemoryTest {
    private static final int HEAP_MIB = 64;
    private static final int LARGE_BYTES = 200 << 10;
    private static final int LARGE = 500;

    @TempDir
    Path folder;

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
        renter.close();
        provider.close();
        broker.close();
    }

    @Test
    void messageThatIsTooLargeForItsSubscriberTakesNoMemory() throws Exception {
        try (Stranger small = Stranger.connectWithLimits(broker.port(), "small-0", 1_000, 10);
                Stranger acknowledging = Stranger.connectWithLimits(broker.port(), "small-1", 1_000, 10)) {
            assertThat(small.subscribe("large/#", 0)).isZero();
            assertThat(acknowledging.subscribe("large/#", 1)).isEqualTo(1);
            assertThat(provider.publishMany("large", LARGE, LARGE_BYTES, false)).isEqualTo(LARGE);
            assertThat(provider.publish("large/small", 500, false)).isTrue();
            assertThat(small.next()).isEqualTo("large/small 500");
            assertThat(acknowledging.next()).isEqualTo("large/small 500");
        }
        marketGoesOn();
    }

    @Test
    void packetsThatFollowARefusedOneTakeNoMemory() throws Exception {
        var packets = new ByteArrayOutputStream();
        // After a large packet, Netty reads into buffers of 64 KiB, and a small packet keeps the whole buffer.
        packets.writeBytes(DeafClient.publish("spam/x", 0, 250 << 10));
        packets.writeBytes(DeafClient.publish("$sys/x", 0, 10));
        for (int i = 0; i < 20; i++) packets.writeBytes(DeafClient.publish("spam/x", 0, 20));
        for (int i = 0; i < 1_500; i++) {
            try (DeafClient stranger = DeafClient.connect(broker.port(), "stranger-" + i)) {
                stranger.send(packets.toByteArray());
                assertThat(stranger.isEnded()).isTrue();
            }
        }
        marketGoesOn();
    }

    @Test
    void willThatIsReplacedTakesNoMemory() throws Exception {
        for (int i = 0; i < 9_000; i++)
            // A connection counts until Artemis has ended its session: now and then there are too many for a moment.
            await().pollDelay(Duration.ZERO)
                    .until(
                            () -> RawConnect.leaveSession("127.0.0.1", broker.port(), "stranger", 8_000),
                            code -> code == 0);
        marketGoesOn();
    }

    private void marketGoesOn() throws Exception {
        assertThat(provider.publish("headroom/1/offer/0x1/after", 2_000, true)).isTrue();
        assertThat(renter.next()).isEqualTo("headroom/1/offer/0x1/after 2000");
        assertThat(broker.log()).doesNotContain("OutOfMemoryError", "OutOfDirectMemoryError");
        assertThat(broker.end()).isZero();
    }
}
