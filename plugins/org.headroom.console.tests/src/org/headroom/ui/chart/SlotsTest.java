package org.headroom.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00.300Z");

    @Property(tries = 2_000, seed = "20261123")
    void slotsCoverTheViewAndTheirEdgesNeverMove(
            @ForAll @LongRange(min = 60_000, max = 366L * 86_400_000) long span,
            @ForAll @IntRange(min = 20, max = 2000) int most,
            @ForAll @DoubleRange(min = 0, max = 0.9) double back) {
        TimeView view = TimeView.live(Duration.ofMillis(span)).panned(-back, NOW);
        Slots slots = Slots.of(view, NOW, most);
        assertThat(slots.first()).isBeforeOrEqualTo(slots.from());
        assertThat(slots.last()).isAfterOrEqualTo(slots.to());
        assertThat(slots.first().toEpochMilli() % slots.millis()).isZero();
        assertThat(slots.count()).isBetween(1, most + 2);
        assertThat(Duration.between(slots.from(), slots.to())).isEqualTo(view.span());
    }

    @Test
    void aLiveViewHasANewPictureOnlyWhenANewSlotBegins() {
        TimeView year = TimeView.live(Duration.ofDays(365));
        assertThat(Slots.of(year, NOW.plusSeconds(600), 300)).isEqualTo(Slots.of(year, NOW, 300));
        TimeView minute = TimeView.live(Duration.ofMinutes(1));
        assertThat(Slots.of(minute, NOW.plusMillis(500), 300)).isEqualTo(Slots.of(minute, NOW, 300));
        assertThat(Slots.of(minute, NOW.plusMillis(1000), 300)).isNotEqualTo(Slots.of(minute, NOW, 300));
    }

    @Test
    void aLiveViewReachesToNow() {
        for (Range r : Range.values()) {
            Slots slots = Slots.of(TimeView.live(r.time), NOW, 200);
            assertThat(slots.to()).isAfterOrEqualTo(NOW);
            assertThat(Duration.between(NOW, slots.to()).toMillis()).isLessThan(slots.millis());
        }
    }

    private enum Range {
        MINUTE(Duration.ofMinutes(1)),
        DAY(Duration.ofDays(1)),
        YEAR(Duration.ofDays(365));

        private final Duration time;

        Range(Duration time) {
            this.time = time;
        }
    }
}
