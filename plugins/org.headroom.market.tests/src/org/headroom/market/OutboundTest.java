package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.market.Outbox;
import org.headroom.model.market.Outbox.Entry;
import org.junit.jupiter.api.Test;

class OutboundTest {
    /** Whatever is answered, refused, lost or replaced in between: of a topic one is under way, in the order said. */
    @Property(tries = 500, seed = "20261126")
    void ofEachTopicOneIsUnderWayAndTheirOrderHolds(@ForAll long seed) {
        var random = new Random(seed);
        var outbound = new Outbound("broker", new MemoryOutbox(), Clock.systemUTC());
        var underWay = new ArrayList<Entry>();
        Map<String, Integer> last = new HashMap<>();
        int number = 0;
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    String topic = "log/" + random.nextInt(3);
                    outbound.add(new Entry(
                            topic + "#" + number,
                            topic,
                            Integer.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                            false,
                            Instant.MAX));
                    number++;
                }
                case 2 -> {
                    for (Entry entry : outbound.next(8)) {
                        outbound.sent(entry);
                        underWay.add(entry);
                    }
                    assertThat(underWay).extracting(Entry::topic).doesNotHaveDuplicates();
                }
                case 3 -> {
                    if (underWay.isEmpty()) continue;
                    Entry entry = underWay.remove(random.nextInt(underWay.size()));
                    int said =
                            Integer.parseInt(new String(entry.payload(), java.nio.charset.StandardCharsets.US_ASCII));
                    assertThat(said).isGreaterThan(last.getOrDefault(entry.topic(), -1));
                    last.put(entry.topic(), said);
                    outbound.answered(entry, 0);
                }
                default -> {
                    if (random.nextInt(10) > 0) continue;
                    underWay.clear();
                    outbound.reconnected();
                }
            }
        }
        assertThat(List.copyOf(underWay)).hasSizeLessThanOrEqualTo(3);
    }

    /** As the receipts of a rig's many leases do: they expire after a year. */
    @Test
    void messagesThatTheBrokerRetainsAreRememberedUpToFourMebibytesTheLatestFirst() {
        var outbound = new Outbound("broker", new MemoryOutbox(), Clock.systemUTC());
        byte[] payload = new byte[64 << 10];
        for (int i = 0; i < 100; i++) {
            Entry entry = new Entry("receipt/" + i, "receipt/" + i, payload, true, Instant.MAX);
            outbound.add(entry);
            outbound.sent(entry);
            outbound.answered(entry, 0);
        }
        assertThat(outbound.standing()).isEqualTo(64);

        outbound.reconnected();
        assertThat(outbound.next(200))
                .hasSize(64)
                .extracting(Entry::topic)
                .contains("receipt/99")
                .doesNotContain("receipt/35");
    }

    /** What is on record elsewhere costs the outbox nothing; what lies there is struck off once it has arrived. */
    @Test
    void asksNothingOfTheOutboxForWhatIsNotInIt() {
        var outbox = new Struck(new ArrayList<>());
        var outbound = new Outbound("broker", outbox, Clock.systemUTC());
        outbound.addUnkept(entry("bid/1", "one"));
        outbound.add(entry("bid/2", "two"));
        // Kept, and then said anew without being kept: what lies in the outbox has to go.
        outbound.add(entry("bid/3", "three"));
        List<Entry> sent = outbound.next(8);
        sent.forEach(outbound::sent);
        outbound.addUnkept(entry("bid/3", "three again"));
        sent.forEach(each -> outbound.answered(each, 0));
        for (Entry each : outbound.next(8)) {
            outbound.sent(each);
            outbound.answered(each, 0);
        }
        assertThat(outbox.keys()).containsExactly("bid/2", "bid/3");
        assertThat(outbound.size()).isZero();
    }

    private static Entry message(String key, boolean retained, int size, Instant expiresAt) {
        return new Entry(key, key, new byte[size], retained, expiresAt);
    }

    private static List<String> waiting(Outbound outbound) {
        return outbound.next(Integer.MAX_VALUE).stream().map(Entry::key).toList();
    }

    @Test
    void oldestMessagesThatAreNotRetainedGoFirstBeyondTheNumber() {
        var outbox = new MemoryOutbox();
        var outbound = new Outbound("broker", outbox, Clock.systemUTC(), 4, 1_000);
        for (Entry each : List.of(
                message("retained-1", true, 1, Instant.MAX),
                message("log-1", false, 1, Instant.MAX),
                message("log-2", false, 1, Instant.MAX),
                message("retained-2", true, 1, Instant.MAX),
                message("retained-3", true, 1, Instant.MAX))) {
            outbox.put(each);
            outbound.add(each);
        }
        outbound.addUnkept(message("bid", false, 1, Instant.MAX));
        assertThat(waiting(outbound)).containsExactly("retained-1", "retained-2", "retained-3", "bid");
        assertThat(outbox.pending()).extracting(Entry::key).containsExactly("retained-1", "retained-2", "retained-3");
        outbound.addUnkept(message("retained-4", true, 1, Instant.MAX));
        outbound.addUnkept(message("retained-5", true, 1, Instant.MAX));
        assertThat(waiting(outbound)).containsExactly("retained-2", "retained-3", "retained-4", "retained-5");
    }

    @Test
    void bytesOfAllThatWaitAreBounded() {
        var outbound = new Outbound("broker", new MemoryOutbox(), Clock.systemUTC(), 100, 1_000);
        for (int i = 0; i < 20; i++) outbound.addUnkept(message("log-" + i, false, 400, Instant.MAX));
        assertThat(waiting(outbound)).containsExactly("log-18", "log-19");
        // Replaced by a smaller one, its bytes do not count any more.
        outbound.addUnkept(message("log-18", false, 100, Instant.MAX));
        outbound.addUnkept(message("log-20", false, 400, Instant.MAX));
        assertThat(waiting(outbound)).containsExactly("log-19", "log-18", "log-20");
    }

    @Test
    void expiredMessagesGoBeforeAllOthers() {
        var clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        var outbound = new Outbound("broker", new MemoryOutbox(), clock, 3, 1_000);
        outbound.addUnkept(message("log-1", false, 1, Instant.MAX));
        outbound.addUnkept(message("over-1", true, 1, Instant.EPOCH));
        outbound.addUnkept(message("over-2", true, 1, Instant.EPOCH));
        outbound.addUnkept(message("log-2", false, 1, Instant.MAX));
        assertThat(outbound.size()).isEqualTo(2);
        assertThat(waiting(outbound)).containsExactly("log-1", "log-2");
    }

    @Test
    void messageThatIsUnderWayIsNotDropped() {
        var outbound = new Outbound("broker", new MemoryOutbox(), Clock.systemUTC(), 2, 1_000);
        outbound.addUnkept(message("log-1", false, 1, Instant.MAX));
        outbound.next(1).forEach(outbound::sent);
        for (int i = 2; i < 6; i++) outbound.addUnkept(message("log-" + i, false, 1, Instant.MAX));
        assertThat(outbound.size()).isEqualTo(2);
        outbound.reconnected();
        assertThat(waiting(outbound)).containsExactly("log-1", "log-5");
    }

    @Test
    void refusalsForGoodAreNotRememberedWithoutEnd() {
        var outbound = new Outbound("broker", new MemoryOutbox(), Clock.systemUTC());
        for (int i = 0; i < 1_000; i++) {
            Entry each = message("log-" + i, false, 1, Instant.MAX);
            outbound.addUnkept(each);
            outbound.sent(each);
            outbound.answered(each, 0x95);
        }
        assertThat(outbound.size()).isZero();
        assertThat(outbound.refusalsInMemory()).isLessThanOrEqualTo(64);
        assertThat(outbound.trouble()).isPresent();
    }

    private record Struck(List<String> keys) implements Outbox {
        @Override
        public void put(Entry entry) {}

        @Override
        public void remove(Entry entry) {
            keys.add(entry.key());
        }

        @Override
        public List<Entry> pending() {
            return List.of();
        }
    }

    private static Entry entry(String topic, String words) {
        return new Entry(topic, topic, words.getBytes(java.nio.charset.StandardCharsets.US_ASCII), true, Instant.MAX);
    }
}
