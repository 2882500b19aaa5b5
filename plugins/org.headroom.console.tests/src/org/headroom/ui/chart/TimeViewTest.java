package org.headroom.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeViewTest {
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final long LEAST = 60_000;
    private static final long MOST = 366L * 86_400_000;

    private static TimeView held(long span, double back) {
        long room = MOST - span;
        return new TimeView(Duration.ofMillis(span), Optional.of(NOW.minusMillis(1 + (long) (room * back))));
    }

    private static void isWithinAYear(TimeView view) {
        assertThat(view.to(NOW)).isBeforeOrEqualTo(NOW);
        assertThat(view.from(NOW)).isAfterOrEqualTo(NOW.minusMillis(MOST + 1));
        assertThat(view.span()).isBetween(TimeView.LEAST, TimeView.MOST);
    }

    @Property(tries = 2_000, seed = "20261123")
    void whateverIsDoneTheViewStaysBetweenAYearAgoAndNow(
            @ForAll @LongRange(min = LEAST, max = MOST) long span,
            @ForAll @DoubleRange(min = 0, max = 1) double back,
            @ForAll @DoubleRange(min = 0.01, max = 100) double factor,
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll @DoubleRange(min = -5, max = 5) double move) {
        for (TimeView view : new TimeView[] {held(span, back), TimeView.live(Duration.ofMillis(span))}) {
            isWithinAYear(view.zoomed(factor, share, NOW));
            isWithinAYear(view.panned(move, NOW));
            isWithinAYear(view.chosen(share, move, NOW));
            isWithinAYear(view.zoomed(factor, share, NOW).panned(move, NOW).zoomed(1 / factor, back, NOW));
        }
    }

    @Property(tries = 2_000, seed = "20261123")
    void zoomingKeepsWhatIsUnderThePointerWhereItIs(
            @ForAll @LongRange(min = LEAST, max = MOST / 8) long span,
            @ForAll @DoubleRange(min = 0.2, max = 0.7) double back,
            @ForAll @DoubleRange(min = 0.2, max = 4) double factor,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        TimeView before = held(span, back);
        TimeView after = before.zoomed(factor, share, NOW);
        if (after.live() || !after.from(NOW).isAfter(NOW.minusMillis(MOST))) return;
        long was = before.from(NOW).toEpochMilli() + Math.round(before.span().toMillis() * share);
        long is = after.from(NOW).toEpochMilli() + Math.round(after.span().toMillis() * share);
        assertThat(is).isCloseTo(was, within(3L));
    }

    @Property(tries = 1_000, seed = "20261123")
    void zoomingInAndOutAgainIsAsBefore(
            @ForAll @LongRange(min = LEAST * 10, max = MOST / 10) long span,
            @ForAll @DoubleRange(min = 0.2, max = 0.7) double back,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        TimeView before = held(span, back);
        TimeView after = before.zoomed(0.5, share, NOW).zoomed(2, share, NOW);
        assertThat(after.span().toMillis()).isCloseTo(before.span().toMillis(), within(2L));
        assertThat(after.to(NOW).toEpochMilli()).isCloseTo(before.to(NOW).toEpochMilli(), within(4L));
    }

    @Property(tries = 1_000, seed = "20261123")
    void panningForthAndBackIsAsBefore(
            @ForAll @LongRange(min = LEAST, max = MOST / 10) long span,
            @ForAll @DoubleRange(min = 0.3, max = 0.6) double back,
            @ForAll @DoubleRange(min = -2, max = 0) double move) {
        TimeView before = held(span, back);
        TimeView after = before.panned(move, NOW).panned(-move, NOW);
        assertThat(after.to(NOW).toEpochMilli()).isCloseTo(before.to(NOW).toEpochMilli(), within(2L));
    }

    @Test
    void panningToNowFollowsNowAgain() {
        TimeView past = TimeView.live(Duration.ofHours(1)).panned(-0.5, NOW);
        assertThat(past.live()).isFalse();
        assertThat(past.to(NOW)).isEqualTo(NOW.minus(Duration.ofMinutes(30)));
        assertThat(past.panned(0.5, NOW)).isEqualTo(TimeView.live(Duration.ofHours(1)));
        assertThat(past.panned(0.5, NOW.plusSeconds(1)).live()).isFalse();
    }

    @Test
    void zoomingAtTheRightEdgeGoesOnFollowingNow() {
        TimeView live = TimeView.live(Duration.ofHours(1));
        assertThat(live.zoomed(2, 1, NOW)).isEqualTo(TimeView.live(Duration.ofHours(2)));
        assertThat(live.zoomed(0.5, 0.5, NOW).live()).isFalse();
        assertThat(live.zoomed(2, 0.5, NOW).live()).isTrue();
    }

    @Test
    void aChosenSpanIsShownWhicheverWayItWasDrawn() {
        TimeView day = TimeView.live(Duration.ofDays(1));
        TimeView chosen = day.chosen(0.75, 0.25, NOW);
        assertThat(chosen.from(NOW)).isEqualTo(NOW.minus(Duration.ofHours(18)));
        assertThat(chosen.to(NOW)).isEqualTo(NOW.minus(Duration.ofHours(6)));
    }

    @Test
    void aSpanOfSecondsIsWidenedToAMinuteAroundIt() {
        TimeView chosen = TimeView.live(Duration.ofHours(1)).chosen(0.5, 0.501, NOW);
        assertThat(chosen.span()).isEqualTo(TimeView.LEAST);
        assertThat(chosen.from(NOW)).isBefore(NOW.minus(Duration.ofMinutes(30)));
        assertThat(chosen.to(NOW)).isAfter(NOW.minus(Duration.ofMinutes(30)));
    }
}
