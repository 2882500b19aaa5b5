package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTimeTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:20Z");

    @Test
    void demoSaysHowLongTheCommandTookFromItsStart() {
        assertThat(CommandTime.done(Optional.of(NOW.minusMillis(18_900)), NOW))
                .isEqualTo("done     18 s after the start of the command, building included");
    }

    @Test
    void demoSaysNoTimeWhereTheStartIsUnknownOrTheClockWentBack() {
        assertThat(CommandTime.done(Optional.empty(), NOW)).isEqualTo("done");
        assertThat(CommandTime.done(Optional.of(NOW.plusSeconds(1)), NOW)).isEqualTo("done");
    }
}
