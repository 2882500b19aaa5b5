package org.headroom.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fake engine on a Unix socket. Longer by hand: {@code ./headroom fuzz jobs --minutes 60}. */
class JobFuzzTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void endOfAJobIsReportedOnlyWhereNoProcessIsLeftWithACodeAndATimeThatWereTold() throws Exception {
        for (long seed : Seeds.fixedAndRandom("job")) {
            FuzzResult result = new JobFuzz(folder).run(seed, Long.MAX_VALUE, LIMIT);
            Seeds.assertNothingFound(seed, result);
            assertThat(result.count("ended")).isPositive();
            assertThat(result.inputs()).isGreaterThan(100);
            assertThat(result.count("removed")).isPositive();
        }
    }

    @Test
    void removalThatLeavesAProcessIsFoundWithinAMinuteWhereNoProcessIsLookedFor() throws Exception {
        assertThat(Seeds.isFoundWithin(
                        Duration.ofSeconds(50),
                        "a removal succeeded while processes run",
                        seed -> new JobFuzz(folder, false).run(seed, Long.MAX_VALUE, Duration.ofSeconds(2))))
                .isTrue();
    }

    @Test
    void jobThatRunsOnBehindTheEnginesWordIsFoundWithinAMinuteWhereNoProcessIsLookedFor() throws Exception {
        assertThat(Seeds.untilFound(
                        Duration.ofSeconds(50),
                        seed -> new JobFuzz(folder, false).run(seed, Long.MAX_VALUE, Duration.ofSeconds(2))))
                .extracting(FuzzResult.Finding::what)
                .anyMatch(what -> what.contains("an end was reported while processes of the job run"));
    }
}
