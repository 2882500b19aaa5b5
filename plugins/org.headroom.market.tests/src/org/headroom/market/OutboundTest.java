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
import org.headroom.model.market.Outbox.Entry;

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
}
