package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.headroom.broker.EmbeddedBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded broker holds has bounds, whatever its clients publish. */
class BrokerLimitsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final byte[] MESSAGE = new byte[1_200];
    private static final int MANY = 2_000;
    private static final int WARM_UP = 100;

    @TempDir
    Path directory;

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** With queues of Artemis' default size a retained message takes 63 KiB. */
    @Test
    void manyRetainedTopicsTakeLittleHeapAndLeaveNoAddressAndNoQueueWhenCleared() throws Exception {
        try (var broker = EmbeddedBroker.start(directory, "127.0.0.1", 0, MANY + WARM_UP + 100);
                var warmUp = new RetainedTopics(broker.port(), "headroom/1/update/warm");
                var client = new RetainedTopics(broker.port(), "headroom/1/update/many")) {
            int addressesAtFirst = broker.topics();
            int queuesAtFirst = broker.queues();
            assertThat(warmUp.retain(WARM_UP, MESSAGE)).isEqualTo(WARM_UP);
            long before = usedHeap();
            assertThat(client.retain(MANY, MESSAGE)).isEqualTo(MANY);
            assertThat(broker.queues()).isEqualTo(queuesAtFirst + WARM_UP + MANY);
            assertThat((usedHeap() - before) / MANY)
                    .as("bytes of heap for each retained message")
                    .isLessThan(40 << 10);

            client.retain(MANY, new byte[0]);
            warmUp.retain(WARM_UP, new byte[0]);
            await().atMost(SOON).until(() -> broker.topics() <= addressesAtFirst);
            assertThat(broker.queues()).isEqualTo(queuesAtFirst);
            assertThat((usedHeap() - before) / MANY)
                    .as("bytes of heap for each message that was retained")
                    .isLessThan(2 << 10);
        }
    }

    @Test
    void newTopicIsRefusedAtTheLimitAndExistingOnesGoOn() throws Exception {
        try (var broker = EmbeddedBroker.start(directory, "127.0.0.1", 0, 20);
                var stranger = new RetainedTopics(broker.port(), "spam");
                var honest = new RetainedTopics(broker.port(), "headroom/1/offer")) {
            assertThat(honest.retain("first", MESSAGE, 3_600)).isTrue();
            assertThat(stranger.retain(100, MESSAGE)).isLessThanOrEqualTo(20);
            assertThat(broker.topics()).isLessThanOrEqualTo(41);
            assertThat(honest.retain("second", MESSAGE, 3_600)).isFalse();
            assertThat(honest.retain("first", MESSAGE, 3_600)).isTrue();

            // The connection of the one that was refused lives, and there is room again when topics were cleared.
            stranger.retain(100, new byte[0]);
            await().atMost(SOON).until(() -> honest.retain("second", MESSAGE, 3_600));
        }
    }

    @Test
    void retainedMessageThatExpiresLeavesNoAddressAndNoQueue() throws Exception {
        try (var broker = EmbeddedBroker.start(directory);
                var client = new RetainedTopics(broker.port(), "headroom/1/bid")) {
            int addresses = broker.topics();
            int queues = broker.queues();
            assertThat(client.retain("short", MESSAGE, 1)).isTrue();
            assertThat(broker.queues()).isEqualTo(queues + 1);
            await().atMost(SOON).until(() -> broker.topics() == addresses && broker.queues() == queues);
        }
    }

    @Test
    void messageIsKeptForADayAtMostAndPresenceUntilItChanges() throws Exception {
        try (var broker = EmbeddedBroker.start(directory);
                var client = new RetainedTopics(broker.port(), "headroom/1")) {
            assertThat(client.retain("receipt/year", MESSAGE, 366L * 86_400)).isTrue();
            assertThat(client.retain("receipt/ever", MESSAGE, 0)).isTrue();
            assertThat(client.retain("presence/rig", "online".getBytes(StandardCharsets.US_ASCII), 0))
                    .isTrue();
            URI url = URI.create(broker.url());
            assertThat(expirySeconds(url, "headroom/1/receipt/year")).isBetween(86_000L, 86_400L);
            assertThat(expirySeconds(url, "headroom/1/receipt/ever")).isBetween(86_000L, 86_400L);
            assertThat(expirySeconds(url, "headroom/1/presence/rig")).isZero();
        }
    }

    /** As the broker tells one who subscribes later; 0 for none. */
    private static long expirySeconds(URI broker, String topic) throws Exception {
        var client = new MqttClient(
                "tcp://" + broker.getHost() + ":" + broker.getPort(), "late-" + Samples.id(), new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setSessionExpiryInterval(0L);
        client.connect(options);
        try {
            var got = new CompletableFuture<MqttMessage>();
            IMqttMessageListener listener = (from, message) -> got.complete(message);
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription(topic, 1)}, new IMqttMessageListener[] {listener});
            Long expiry = got.get(20, TimeUnit.SECONDS).getProperties().getMessageExpiryInterval();
            return expiry == null ? 0 : expiry;
        } finally {
            client.disconnectForcibly(1_000, 5_000, true);
            client.close();
        }
    }
}
