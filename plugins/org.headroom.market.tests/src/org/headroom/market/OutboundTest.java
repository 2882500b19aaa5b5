package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
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
        var outbound = new Outbound(new MemoryOutbox(), Clock.systemUTC());
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

    /** What is on record elsewhere costs the outbox nothing; what lies there is struck off once it has arrived. */
    @Test
    void asksNothingOfTheOutboxForWhatIsNotInIt() {
        var outbox = new Struck(new ArrayList<>());
        var outbound = new Outbound(outbox, Clock.systemUTC());
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
