package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.headroom.broker.BrokerProbe;
import org.headroom.broker.EmbeddedBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets on loopback. Longer by hand: {@code -Dheadroom.fuzz.seconds=600}. */
class SocketFuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("headroom.fuzz.seconds", 8));

    private static final Duration WITHIN = Duration.ofSeconds(50);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1})
    void linkHearsAGoodMessageAfterEachBurst(long seed) throws Exception {
        FuzzResult result = new LinkFuzz(true).run(seed, Long.MAX_VALUE, LIMIT);
        assertFoundNothing(result);
        assertThat(result.inputs()).isGreaterThan(100);
    }

    @Test
    void clientThatFailsAtAControlCharacterInATopicIsFoundWithinAMinuteWithoutTheFilter() throws Exception {
        assertThat(Seeds.isFoundWithin(
                        WITHIN,
                        "the MQTT client failed (IllegalArgumentException)",
                        seed -> new LinkFuzz(false).run(seed, Long.MAX_VALUE, Duration.ofSeconds(5))))
                .isTrue();
    }

    @Test
    void attemptToConnectEndsAndTheNextIsHeardWhateverTheBrokerSaysFirst() throws Exception {
        for (long seed : Seeds.fixedAndRandom("connect")) {
            FuzzResult result = new ConnectFuzz(true).run(seed, Long.MAX_VALUE, LIMIT);
            Seeds.assertNothingFound(seed, result);
            assertThat(result.inputs()).isGreaterThan(20);
            assertThat(result.count(FuzzResult.PASSED)).isPositive();
            assertThat(result.count(FuzzResult.ENDED)).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void embeddedBrokerServesGoodClientsBesideHostileOnes(long seed) throws Exception {
        try (var broker = EmbeddedBroker.start(directory)) {
            FuzzResult result = new BrokerFuzz(broker).run(seed, Long.MAX_VALUE, LIMIT);
            assertFoundNothing(result);
            assertThat(result.count(FuzzResult.ENDED)).isPositive();
            assertThat(result.count("passed on and judged")).isPositive();
        }
    }

    @Test
    void brokerThatPassesOnWhatAClientRefusesIsFoundWithinAMinuteWithoutItsGate() throws Exception {
        try (var broker = BrokerProbe.start(directory, false)) {
            assertThat(Seeds.isFoundWithin(
                            WITHIN,
                            "the broker passed on what a client refuses",
                            seed -> new BrokerFuzz(broker).run(seed, Long.MAX_VALUE, Duration.ofSeconds(10))))
                    .isTrue();
        }
    }

    private static void assertFoundNothing(FuzzResult result) {
        System.out.println(result);
        assertThat(result.findings())
                .extracting(each -> each.what() + " " + HexFormat.of().formatHex(each.bytes()))
                .isEmpty();
    }
}
