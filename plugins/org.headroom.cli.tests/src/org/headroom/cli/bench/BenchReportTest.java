package org.headroom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private static final BenchReport REPORT = new BenchReport(3, all(40), all(20));

    private static Map<Leg, Spread> all(int ms) {
        Map<Leg, Spread> spreads = new EnumMap<>(Leg.class);
        for (Leg leg : Leg.values()) spreads.put(leg, Spread.of(List.of(Duration.ofMillis(ms))));
        return spreads;
    }

    private static List<String> keys(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void percentilesAreValuesThatWereMeasured() {
        List<Duration> hundred = IntStream.rangeClosed(1, 100)
                .mapToObj(Duration::ofMillis)
                .toList()
                .reversed();
        Spread spread = Spread.of(hundred);
        assertThat(spread.p50()).isEqualTo(50);
        assertThat(spread.p99()).isEqualTo(99);
        assertThat(spread.max()).isEqualTo(100);
    }

    @Test
    void withFewValuesThe99thIsTheLargest() {
        Spread spread = Spread.of(List.of(Duration.ofMillis(3), Duration.ofMillis(1), Duration.ofMillis(2)));
        assertThat(spread.p50()).isEqualTo(2);
        assertThat(spread.p99()).isEqualTo(3);
    }

    @Test
    void everyLegStandsBesideItsFloor() {
        JsonNode json = REPORT.json(1000);
        assertThat(keys(json.get("ms")))
                .containsExactly("orderToBid", "bidToStream", "streamToRunning", "exitToReceipt", "receiptToPaid");
        for (JsonNode leg : json.get("ms")) {
            assertThat(keys(leg)).containsExactly("p50", "p99", "max", "floor", "ratio");
            assertThat(leg.get("ratio").asDouble()).isCloseTo(2.0, within(0.001));
            assertThat(leg.at("/floor/p50").asDouble()).isEqualTo(20);
        }
    }

    @Test
    void theTableSaysThatTheRenterDidNotWaitForFurtherBids() {
        assertThat(REPORT.table(1000))
                .contains("order to bid")
                .contains("receipt to paid")
                .contains("waits 1000 ms for further bids");
    }
}
