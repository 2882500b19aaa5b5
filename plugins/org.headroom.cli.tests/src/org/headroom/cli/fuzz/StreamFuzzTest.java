package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFuzzTest {
    private static final long PACKETS = Long.getLong("headroom.fuzz.packets", 100_000);
    private static final Duration LIMIT = Duration.ofMinutes(Long.getLong("headroom.fuzz.minutes", 1));

    /** The later ones are those with which faults were found. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20_251_130, 7})
    void whatPassesTheFilterIsParsedWithoutAnException(long seed) throws Exception {
        FuzzResult result = new StreamFuzz(true).run(seed, PACKETS, LIMIT);
        System.out.println(result);
        assertThat(result.findings())
                .extracting(each -> each.what() + " " + HexFormat.of().formatHex(each.bytes()))
                .isEmpty();
        assertThat(result.inputs()).isGreaterThan(1_000);
        // The made-up packets must get as far as the parser.
        assertThat(result.count(FuzzResult.PASSED)).isGreaterThan(result.inputs() / 10);
    }

    @Test
    void withoutTheFilterTheKnownFaultsAreFoundWithinAMinute() throws Exception {
        var found = new StringBuilder();
        new StreamFuzz(false)
                .run(1, 20_000, Duration.ofSeconds(50))
                .findings()
                .forEach(each -> found.append(each.what()).append('\n'));
        assertThat(found.toString())
                .contains("Invalid UTF-8 char")
                .contains("NegativeArraySizeException")
                .containsPattern("OutOfMemoryError|allocated [0-9]{9} bytes");
    }
}
