package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on loopback. Longer by hand: {@code ./headroom fuzz chain --minutes 60}. */
class NodeFuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @Test
    void hostileNodesBringAboutFailuresThatAreDeclaredWithinTheirTimeAndMemory() throws Exception {
        for (long seed : Seeds.fixedAndRandom("node")) {
            FuzzResult result = new NodeFuzz(folder).run(seed, Long.MAX_VALUE, LIMIT);
            Seeds.assertNothingFound(seed, result);
            assertThat(result.count("answered")).isPositive();
            assertThat(result.count("bad_answer")).isPositive();
        }
    }

    @Test
    void unboundedAnswerIsFoundWithinAMinuteWhereNothingBoundsIt() throws Exception {
        assertThat(Seeds.untilFound(
                        Duration.ofSeconds(50),
                        seed -> new NodeFuzz(folder, false).run(seed, Long.MAX_VALUE, Duration.ofSeconds(3))))
                .extracting(FuzzResult.Finding::what)
                .anyMatch(what -> what.contains("allocated") || what.contains("OutOfMemoryError"));
    }
}
