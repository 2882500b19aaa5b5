package org.headroom.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.headroom.ui.chart.TimeTicks.Tick;
import org.junit.jupiter.api.Test;

class TimeTicksTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");
    private static final ZoneId HAVANA = ZoneId.of("America/Havana");
    private static final List<ZoneId> ZONES = List.of(ZoneOffset.UTC, BERLIN, KOLKATA, LORD_HOWE, HAVANA);

    private static List<String> labels(String from, Duration length, int width, ZoneId zone) {
        Instant at = Instant.parse(from);
        return TimeTicks.of(at, at.plus(length), width, zone).stream()
                .map(Tick::label)
                .toList();
    }

    @Property(tries = 3_000, seed = "20261123")
    void labelsAreInOrderInsideTheViewAndNeverCrowded(
            @ForAll @LongRange(min = 60, max = 366L * 86_400) long seconds,
            @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long from,
            @ForAll @IntRange(min = 60, max = 1600) int width,
            @ForAll @IntRange(min = 0, max = 4) int zone) {
        Instant a = Instant.ofEpochSecond(from);
        Instant b = a.plusSeconds(seconds);
        List<Tick> ticks = TimeTicks.of(a, b, width, ZONES.get(zone));
        for (int i = 0; i < ticks.size(); i++) {
            assertThat(ticks.get(i).at()).isBetween(a, b);
            assertThat(ticks.get(i).label()).isNotBlank();
            if (i == 0) continue;
            double apart =
                    Duration.between(ticks.get(i - 1).at(), ticks.get(i).at()).toSeconds() * width / (double) seconds;
            // Where clocks are put forward, two round times may be an hour closer than elsewhere.
            assertThat(apart + 3600.0 * width / seconds).isGreaterThanOrEqualTo(40);
            assertThat(ticks.get(i).at()).isAfter(ticks.get(i - 1).at());
        }
        assertThat(ticks.size()).isGreaterThanOrEqualTo(Math.max(0, width / 330));
    }

    @Property(tries = 2_000, seed = "20261123")
    void labelsStandAtRoundTimesOfTheZone(
            @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long from,
            @ForAll @LongRange(min = 7200, max = 3 * 86_400) long seconds,
            @ForAll @IntRange(min = 0, max = 4) int zone) {
        Instant a = Instant.ofEpochSecond(from);
        for (Tick tick : TimeTicks.of(a, a.plusSeconds(seconds), 400, ZONES.get(zone))) {
            LocalTime time = tick.at().atZone(ZONES.get(zone)).toLocalTime();
            assertThat(time.toSecondOfDay() % 300).isZero();
        }
    }

    @Test
    void aMinuteIsLabelledInSecondsAndAYearInMonths() {
        assertThat(labels("2026-11-23T14:02:00Z", Duration.ofMinutes(1), 300, ZoneOffset.UTC))
                .containsExactly("14:02:00", "14:02:15", "14:02:30", "14:02:45", "14:03:00");
        assertThat(labels("2026-02-10T00:00:00Z", Duration.ofDays(365), 300, ZoneOffset.UTC))
                .containsExactly("Mar", "May", "Jul", "Sep", "Nov", "2027")
                .hasSize(6);
        assertThat(labels("2026-11-17T09:00:00Z", Duration.ofDays(7), 500, BERLIN))
                .containsExactly("Wed 18", "Thu 19", "Fri 20", "Sat 21", "Sun 22", "Mon 23", "Tue 24");
    }

    @Test
    void midnightAmongHoursIsTheDay() {
        List<Tick> ticks = TimeTicks.of(
                Instant.parse("2026-11-22T20:00:00Z"), Instant.parse("2026-11-23T04:00:00Z"), 300, ZoneOffset.UTC);
        assertThat(ticks).extracting(Tick::label).containsExactly("20:00", "22:00", "Mon 23", "02:00", "04:00");
        assertThat(ticks).filteredOn(Tick::day).extracting(Tick::label).containsExactly("Mon 23");
    }

    @Test
    void anHourThatTheClocksSkipHasNoLabel() {
        assertThat(labels("2026-03-29T00:00:00Z", Duration.ofHours(3), 300, BERLIN))
                .containsExactly("01:00", "01:30", "03:00", "03:30", "04:00", "04:30", "05:00");
        assertThat(labels("2026-03-28T23:00:00Z", Duration.ofHours(11), 400, BERLIN))
                .containsExactly("Sun 29", "04:00", "06:00", "08:00", "10:00", "12:00")
                .doesNotContain("02:00");
    }

    @Test
    void anHourThatComesTwiceHasTwoLabels() {
        assertThat(labels("2026-10-24T23:00:00Z", Duration.ofHours(4), 300, BERLIN))
                .containsExactly("01:00", "02:00", "02:00", "03:00", "04:00");
    }

    @Test
    void aDayThatBeginsAtOneIsStillLabelled() {
        // In Havana the clocks go forward at midnight.
        assertThat(labels("2026-03-06T05:00:00Z", Duration.ofDays(4), 400, HAVANA))
                .contains("Sun 8");
    }

    @Test
    void aZoneOfHalfHoursHasItsOwnRoundTimes() {
        assertThat(labels("2026-11-23T04:00:00Z", Duration.ofHours(3), 200, KOLKATA))
                .containsExactly("10:00", "11:00", "12:00");
    }
}
