package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The subscriptions of a client share its Receive Maximum: one that uses it up does not keep messages from the others. */
class BrokerSharedQuotaTest {
    private static final List<String> FILTERS = List.of("log/#", "update/#", "receipt/#");
    private static final int TOPICS = 200;
    private static final int FLOODS = 10;
    private static final int ROUNDS = 5;
    private static final int RACES = 30;
    private static final int MOST_BYTES = 1_000;
    private static final int LARGE = 1_500;
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(5);
    private static final Duration SLOWNESS = Duration.ofMillis(5);

    @TempDir
    Path folder;

    private final Queue<byte[]> unacknowledged = new ArrayDeque<>();
    private EmbeddedBroker broker;
    private Stranger rig;
    private AutoCloseable renter;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(folder);
        rig = Stranger.connect(broker.port(), "rig-0x1");
    }

    @AfterEach
    void stop() throws Exception {
        renter.close();
        rig.close();
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void slowReaderGetsOtherMessagesWhileMoreOfTheFloodWait(int receiveMaximum) throws Exception {
        DeafClient slow = slowReader(receiveMaximum);
        for (int i = 0; i < FLOODS; i++) rig.publishMany("log", TOPICS, 10, false);
        int ofTheFlood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            fill(slow, receiveMaximum);
            assertThat(rig.publish("update/" + round, 10, false)).isTrue();
            assertThat(rig.publish("receipt/" + round, 10, true)).isTrue();
            Set<String> missing = new HashSet<>(Set.of("update/" + round, "receipt/" + round));
            while (!missing.isEmpty()) {
                slow.send(DeafClient.acknowledge(unacknowledged.remove()));
                await().pollDelay(SLOWNESS).until(() -> true);
                for (String topic : fill(slow, receiveMaximum)) if (!missing.remove(topic)) ofTheFlood++;
                assertThat(unacknowledged).hasSizeLessThanOrEqualTo(receiveMaximum);
            }
        }
        assertThat(ofTheFlood).isLessThan(FLOODS * TOPICS - receiveMaximum);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void messagesThatFollowAFloodArriveAtOnce(int receiveMaximum) throws Exception {
        Stranger reader = reader(10_000, receiveMaximum);
        for (int race = 0; race < RACES; race++) {
            assertThat(rig.publishMany("log", TOPICS, 10, false)).isEqualTo(TOPICS);
            assertThat(rig.publish("update/x", 10 + race, false)).isTrue();
            assertThat(rig.publish("receipt/x", 10 + race, true)).isTrue();
            List<String> heard = new ArrayList<>();
            while (heard.size() < TOPICS + 2) heard.add(next(reader));
            assertThat(heard).contains("update/x " + (10 + race), "receipt/x " + (10 + race));
        }
    }

    @Test
    void acknowledgementsForASubscriptionThatHasEndedMakeRoomForOthers() throws Exception {
        DeafClient slow = slowReader(5);
        rig.publishMany("log", TOPICS, 10, false);
        fill(slow, 5);
        assertThat(rig.publish("receipt/x", 10, true)).isTrue();
        slow.send(DeafClient.unsubscribe("log/#"));
        slow.receive();
        for (byte[] message : unacknowledged) slow.send(DeafClient.acknowledge(message));
        assertThat(DeafClient.topic(slow.receive())).isEqualTo("receipt/x");
    }

    @Test
    void messagesThatAreTooLargeForAClientLeaveRoomForOthers() throws Exception {
        Stranger reader = reader(MOST_BYTES, 1);
        try (Stranger other = Stranger.connect(broker.port(), "rig-0x3");
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> flood = executor.submit(() -> other.publishMany("log", LARGE, 2_000, false));
            int race = 0;
            do {
                assertThat(rig.publish("receipt/x", 10 + race, false)).isTrue();
                assertThat(next(reader)).isEqualTo("receipt/x " + (10 + race));
                race++;
            } while (!flood.isDone() && race < MOST_BYTES / 2);
            assertThat(flood.get()).isEqualTo(LARGE);
        }
    }

    private DeafClient slowReader(int receiveMaximum) throws Exception {
        DeafClient slow = DeafClient.connectWithReceiveMaximum(broker.port(), "renter-0x2", receiveMaximum);
        renter = slow;
        for (String filter : FILTERS) {
            slow.send(DeafClient.subscribe(filter, 1));
            slow.receive();
        }
        return slow;
    }

    private Stranger reader(int mostBytes, int receiveMaximum) throws Exception {
        Stranger reader = Stranger.connectWithLimits(broker.port(), "renter-0x2", mostBytes, receiveMaximum);
        renter = reader;
        for (String filter : FILTERS) assertThat(reader.subscribe(filter)).isEqualTo(1);
        return reader;
    }

    /** Receives as many messages as may be in flight, and all others that have come. @return their topics */
    private List<String> fill(DeafClient slow, int receiveMaximum) throws Exception {
        List<String> topics = new ArrayList<>();
        while (unacknowledged.size() < receiveMaximum || slow.available() > 0) {
            byte[] message = slow.receive();
            unacknowledged.add(message);
            topics.add(DeafClient.topic(message));
        }
        return topics;
    }

    private static String next(Stranger reader) throws Exception {
        String next = reader.next(SERVED_WITHIN);
        assertThat(next).as("a message within " + SERVED_WITHIN).isNotNull();
        return next;
    }
}
