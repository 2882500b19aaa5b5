package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sessions the embedded broker keeps, and what a client learns whose session it does not. */
class BrokerSessionsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "127.0.0.2";
    private static final long MIB = 1L << 20;
    private static final int ID_NOT_VALID = 0x85;
    private static final int SERVER_BUSY = 0x89;
    private static final int QUOTA_EXCEEDED = 0x97;

    @TempDir
    Path directory;

    private static BrokerBounds bounds(int sessions, int ofAddress) {
        return new BrokerBounds(
                1_024, 256, sessions, ofAddress, 1_024, 4 * MIB, 16 * MIB, 8 * MIB, MIB, 60_000, System::nanoTime);
    }

    private EmbeddedBroker start(BrokerBounds bounds) throws Exception {
        return EmbeddedBroker.start(directory, HERE, 0, bounds);
    }

    private static void leave(EmbeddedBroker broker, String source, String id) throws Exception {
        assertThat(RawConnect.leaveSession(source, broker.port(), id, 10)).isZero();
    }

    private static boolean isKept(EmbeddedBroker broker, String id) throws Exception {
        try (Stranger again = Stranger.connect(broker.port(), id)) {
            return again.isSessionPresent();
        }
    }

    @Test
    void sessionThatWasAbsentLongestIsEndedWhenItsAddressHasTooMany() throws Exception {
        try (var broker = start(bounds(100, 4))) {
            leave(broker, ELSEWHERE, "elsewhere");
            for (String id : new String[] {"a", "b", "c", "d", "e"}) leave(broker, HERE, id);
            assertThat(broker.sessions()).isEqualTo(5);
            assertThat(isKept(broker, "b")).isTrue();
            assertThat(isKept(broker, "elsewhere")).isTrue();
            assertThat(isKept(broker, "a")).isFalse();
        }
    }

    @Test
    void addressWithMostSessionsGivesOneUpWhenTheBrokerHasTooMany() throws Exception {
        try (var broker = start(bounds(6, 5))) {
            leave(broker, ELSEWHERE, "honest");
            for (int i = 0; i < 20; i++) leave(broker, HERE, "flood" + i);
            leave(broker, "127.0.0.3", "third");
            assertThat(broker.sessions()).isEqualTo(6);
            assertThat(isKept(broker, "honest")).isTrue();
        }
    }

    @Test
    void sessionOfConnectedClientIsKeptAndNewOneIsRefusedWhenAllAreConnected() throws Exception {
        try (var broker = start(bounds(2, 2));
                Stranger one = Stranger.connect(broker.port(), "one");
                Stranger two = Stranger.connect(broker.port(), "two")) {
            assertThat(RawConnect.leaveSession(HERE, broker.port(), "three", 0)).isEqualTo(QUOTA_EXCEEDED);
            assertThat(one.subscribe("t/#")).isEqualTo(1);
            assertThat(two.publish("t/x", 10, false)).isTrue();
            assertThat(one.next()).isEqualTo("t/x 10");
        }
    }

    @Test
    void clientThatConnectsAgainTakesUpItsSessionAtTheLimit() throws Exception {
        try (var broker = start(bounds(1, 1))) {
            try (Stranger first = Stranger.connect(broker.port(), "same")) {
                assertThat(first.subscribe("t/#")).isEqualTo(1);
            }
            try (Stranger again = Stranger.connect(broker.port(), "same")) {
                assertThat(again.isSessionPresent()).isTrue();
                assertThat(again.publish("t/x", 10, false)).isTrue();
                assertThat(again.next()).isEqualTo("t/x 10");
            }
        }
    }

    @Test
    void sessionOfMoreThanAnHourIsGrantedAnHour() throws Exception {
        try (var broker = start(bounds(10, 10));
                Stranger greedy = Stranger.connect(broker.port(), "greedy", 0xffff_ffffL);
                Stranger modest = Stranger.connect(broker.port(), "modest", 3_600)) {
            assertThat(greedy.grantedExpiry()).isEqualTo(3_600);
            assertThat(modest.grantedExpiry()).isNull();
        }
    }

    @Test
    void clientIdThatIsLongOrQuotedIsRefused() throws Exception {
        try (var broker = start(bounds(10, 10))) {
            assertThat(RawConnect.leaveSession(HERE, broker.port(), "i".repeat(128), 0))
                    .isZero();
            assertThat(RawConnect.leaveSession(HERE, broker.port(), "i".repeat(129), 0))
                    .isEqualTo(ID_NOT_VALID);
            // It would end the stored sessions of all others.
            assertThat(RawConnect.leaveSession(HERE, broker.port(), "x'OR'1'='1", 0))
                    .isEqualTo(ID_NOT_VALID);
            assertThat(broker.sessions()).isEqualTo(1);
        }
    }

    @Test
    void sessionThatWasEndedLeavesNoQueueAlsoAfterRestart() throws Exception {
        int port;
        try (var broker = start(bounds(2, 2))) {
            port = broker.port();
            try (Stranger old = Stranger.connect(port, "old")) {
                assertThat(old.subscribe("t/old")).isEqualTo(1);
            }
        }
        try (var broker = EmbeddedBroker.start(directory, HERE, port, bounds(2, 2))) {
            int queues = broker.queues();
            leave(broker, HERE, "new1");
            leave(broker, HERE, "new2");
            await().atMost(SOON).until(() -> broker.queues() == queues - 1);
            assertThat(broker.sessions()).isEqualTo(2);
        }
    }

    @Test
    void clientThatConnectsAgainWhileItsSessionIsEndedLeavesNoQueue() throws Exception {
        try (var broker = start(bounds(10, 10));
                DeafClient publisher = DeafClient.connect(broker.port(), "publisher")) {
            int queues = broker.queues();
            publisher.flood(DeafClient.publish("spam/x", 0, 10_000), Long.MAX_VALUE);
            for (int i = 0; i < 20; i++) {
                try (DeafClient greedy = DeafClient.connect(broker.port(), "greedy-" + i)) {
                    greedy.send(DeafClient.subscribe("spam/#", 0));
                    greedy.pingUntilCut();
                }
                assertThat(DeafClient.codeOf(broker.port(), "greedy-" + i, new byte[0]))
                        .isIn(0, SERVER_BUSY);
            }
            publisher.close();
            await().atMost(SOON).until(() -> broker.queues() == queues);
        }
    }

    @Test
    void sessionsOfAddressForWhichMostWaitsAreEndedAlthoughEachHasLittle() throws Exception {
        try (var broker = start(bounds(100, 100));
                Stranger publisher = Stranger.connect(broker.port(), "publisher")) {
            Stranger honest = Stranger.connect(broker.port(), "honest");
            honest.subscribe("log/#");
            honest.leave();
            assertThat(publisher.publishMany("log", 10, 100_000, false)).isEqualTo(10);
            for (int i = 0; i < 40; i++) {
                Stranger greedy = Stranger.connectFrom(ELSEWHERE, broker.port(), "greedy-" + i);
                greedy.subscribe("spam/" + i);
                greedy.leave();
            }
            for (int i = 0; i < 30; i++) publisher.publishMany("spam", 40, 10_000, false);
            assertThat(broker.sessions()).isLessThan(42);
            assertThat(isKept(broker, "honest")).isTrue();
        }
    }

    @Test
    void absentSessionWhoseMessagesKeepAllTopicsIsEndedAndNewTopicsAreTakenSoon() throws Exception {
        try (var broker = start(bounds(100, 100));
                Stranger publisher = Stranger.connect(broker.port(), "publisher")) {
            Stranger honest = Stranger.connect(broker.port(), "honest");
            honest.subscribe("log/#");
            honest.leave();
            assertThat(publisher.publish("log/1", 10, false)).isTrue();
            Stranger absent = Stranger.connect(broker.port(), "absent");
            absent.subscribe("many/#");
            absent.leave();
            assertThat(publisher.publishMany("many", 3_000, 10, false)).isLessThan(3_000);
            await().atMost(SOON).until(() -> publisher.publish("new/topic", 10, false));
            assertThat(isKept(broker, "absent")).isFalse();
            assertThat(isKept(broker, "honest")).isTrue();
        }
    }
}
