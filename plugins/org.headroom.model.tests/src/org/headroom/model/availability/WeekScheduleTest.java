package org.headroom.model.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WeekScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static WeekSchedule nights() {
        WeekSchedule week = WeekSchedule.NEVER;
        for (DayOfWeek day : DayOfWeek.values())
            for (int hour : List.of(22, 23, 0, 1, 2, 3, 4, 5, 6, 7)) week = week.with(day, hour, true);
        return week;
    }

    @Test
    void opensAndClosesByTheClockOnTheWall() {
        Instant winterEvening = Instant.parse("2026-01-15T20:59:59Z");
        assertThat(nights().open(winterEvening, BERLIN)).isFalse();
        assertThat(nights().open(winterEvening.plusSeconds(1), BERLIN)).isTrue();
        assertThat(nights().nextChange(winterEvening, BERLIN)).contains(Instant.parse("2026-01-15T21:00:00Z"));
        Instant summerEvening = Instant.parse("2026-07-15T19:30:00Z");
        assertThat(nights().nextChange(summerEvening, BERLIN)).contains(Instant.parse("2026-07-15T20:00:00Z"));
    }

    @Test
    void anHourThatSummerTimeLeavesOutIsNotWaitedFor() {
        // On 29 March 2026 in Berlin two o'clock never comes.
        WeekSchedule two = WeekSchedule.NEVER.with(DayOfWeek.SUNDAY, 2, true);
        Instant before = Instant.parse("2026-03-29T00:30:00Z");
        assertThat(two.nextChange(before, BERLIN)).contains(Instant.parse("2026-04-05T00:00:00Z"));
    }

    @Test
    void anHourThatWinterTimeRepeatsCountsTwice() {
        WeekSchedule two = WeekSchedule.NEVER.with(DayOfWeek.SUNDAY, 2, true);
        Instant opens = Instant.parse("2026-10-25T00:00:00Z");
        assertThat(two.nextChange(opens.minusSeconds(1), BERLIN)).contains(opens);
        assertThat(two.nextChange(opens, BERLIN)).contains(opens.plus(Duration.ofHours(2)));
    }

    @Test
    void whatNeverChangesHasNoNextChange() {
        assertThat(WeekSchedule.ALWAYS.nextChange(Instant.EPOCH, BERLIN)).isEmpty();
        assertThat(WeekSchedule.NEVER.nextChange(Instant.EPOCH, BERLIN)).isEmpty();
        assertThat(WeekSchedule.ALWAYS.hours()).isEqualTo(168);
    }

    @Test
    void aWeekHasSevenDaysOfTwentyFourHours() {
        assertThatThrownBy(() -> new WeekSchedule(List.of(0, 0))).hasMessageContaining("seven days");
        assertThatThrownBy(() -> new WeekSchedule(List.of(1 << 24, 0, 0, 0, 0, 0, 0)))
                .hasMessageContaining("0 to 23");
        assertThatThrownBy(() -> WeekSchedule.ALWAYS.with(DayOfWeek.MONDAY, 24, false))
                .hasMessageContaining("not 24");
    }

    @Property
    void theNextChangeIsTheFirstMomentThatDiffers(
            @ForAll("weeks") WeekSchedule week, @ForAll("moments") Instant at, @ForAll("zones") ZoneId zone) {
        Optional<Instant> next = week.nextChange(at, zone);
        boolean now = week.open(at, zone);
        Instant until = next.orElse(at.plus(Duration.ofDays(8)));
        for (Instant step = at; step.isBefore(until); step = step.plusSeconds(600))
            assertThat(week.open(step, zone)).as("%s", step).isEqualTo(now);
        next.ifPresent(change -> {
            assertThat(change).isAfter(at);
            assertThat(week.open(change, zone)).isNotEqualTo(now);
            assertThat(week.open(change.minusMillis(1), zone)).isEqualTo(now);
        });
    }

    @Provide
    Arbitrary<WeekSchedule> weeks() {
        return Arbitraries.integers().between(0, (1 << 24) - 1).list().ofSize(7).map(WeekSchedule::new);
    }

    /** All around the turns of the clocks. */
    @Provide
    Arbitrary<Instant> moments() {
        Arbitrary<Instant> turns = Arbitraries.of(
                Instant.parse("2026-03-29T01:00:00Z"),
                Instant.parse("2026-10-25T01:00:00Z"),
                Instant.parse("2026-04-04T15:00:00Z"),
                Instant.parse("2026-10-03T15:30:00Z"),
                Instant.parse("2026-06-15T12:00:00Z"));
        return turns.flatMap(
                turn -> Arbitraries.longs().between(-20_000, 20_000).map(turn::plusSeconds));
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(BERLIN, LORD_HOWE, UTC, ZoneId.of("Asia/Kathmandu"));
    }
}
