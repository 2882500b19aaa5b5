package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.headroom.market.MqttStreamProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFuzzTest {
    private static final long PACKETS = Long.getLong("headroom.fuzz.packets", 100_000);
    private static final Duration LIMIT = Duration.ofMinutes(Long.getLong("headroom.fuzz.minutes", 1));

    /** Where the compiler must leave it. */
    private volatile byte[] allocated = {};

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
    void whatTheFirstUseOfClassesAllocatesIsNoFinding() throws Exception {
        assertThat(withAllocations(1).findings()).isEmpty();
    }

    @Test
    void streamThatHasTooMuchAllocatedEachTimeIsAFinding() throws Exception {
        assertThat(withAllocations(Integer.MAX_VALUE).findings())
                .singleElement()
                .extracting(FuzzResult.Finding::what)
                .asString()
                .contains("allocated");
    }

    /** @param times how often 8 MiB are allocated, from the first stream on */
    private FuzzResult withAllocations(int times) throws Exception {
        var probe = new MqttStreamProbe(true);
        var calls = new AtomicInteger();
        return new StreamFuzz(stream -> {
                    if (calls.incrementAndGet() <= times) allocated = new byte[8 << 20];
                    return probe.read(stream);
                })
                .run(1, 200, LIMIT);
    }

    @Test
    void madeUpBeginningsReachTheParserAndAreRefusedToo() {
        var maker = new PacketMaker(1, PacketMaker.Role.BROKER);
        var probe = new MqttStreamProbe(true);
        int passed = 0;
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            MqttStreamProbe.Outcome outcome = probe.read(maker.first());
            passed += outcome.parsed();
            if (outcome.closed().isPresent()) refused++;
        }
        assertThat(passed).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
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
