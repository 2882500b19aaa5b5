package org.headroom.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimeWordsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

    private static String span(String from, String to) {
        return TimeWords.span(Instant.parse(from), Instant.parse(to), BERLIN, NOW);
    }

    @Test
    void aSpanIsSaidInTheZoneOfTheOneWhoReadsIt() {
        assertThat(span("2026-11-22T13:02:00Z", "2026-11-22T14:10:00Z")).isEqualTo("14:02–15:10, yesterday");
        assertThat(span("2026-11-23T13:02:00Z", "2026-11-23T13:04:00Z")).isEqualTo("14:02:00–14:04:00, today");
        assertThat(span("2026-11-20T13:00:00Z", "2026-11-22T23:30:00Z")).isEqualTo("Fri 20 Nov 14:00 – today 00:30");
        assertThat(span("2025-12-01T00:00:00Z", "2026-11-22T10:00:00Z")).isEqualTo("1 Dec 2025 – yesterday");
    }

    @Test
    void aMomentIsAsExactAsItsSlot() {
        Instant at = Instant.parse("2026-11-23T13:02:31Z");
        assertThat(TimeWords.moment(at, 1000, BERLIN, NOW)).isEqualTo("14:02:31");
        assertThat(TimeWords.moment(at, 60_000, BERLIN, NOW)).isEqualTo("14:02");
        assertThat(TimeWords.moment(at, Duration.ofHours(16).toMillis(), BERLIN, NOW))
                .isEqualTo("today");
        assertThat(TimeWords.moment(at.minus(Duration.ofDays(3)), 60_000, BERLIN, NOW))
                .isEqualTo("Fri 20 Nov 14:02");
    }

    @Test
    void aLengthHasTheUnitThatSaysItBest() {
        assertThat(TimeWords.length(Duration.ofMinutes(5))).isEqualTo("5 min");
        assertThat(TimeWords.length(Duration.ofHours(6))).isEqualTo("6 h");
        assertThat(TimeWords.length(Duration.ofDays(7))).isEqualTo("7 days");
        assertThat(TimeWords.length(Duration.ofDays(365))).isEqualTo("12 months");
    }
}
