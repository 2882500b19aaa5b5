package org.headroom.ui.chart;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The labels of a time axis, from seconds to months, at the round times of a zone. Where clocks are put forward an hour has no
 * label; where they are put back it has two.
 */
public final class TimeTicks {
    /** A label. {@code day} where it names a day, a month or a year among hours or smaller. */
    public record Tick(Instant at, String label, boolean day) {}

    /** Room that labels of a kind need, in points. */
    private static final int ROOM_SECONDS = 64;

    private static final int ROOM_HOURS = 48;
    private static final int ROOM_DAYS = 52;
    private static final int ROOM_MONTHS = 42;

    private static final Locale WORDS = Locale.ENGLISH;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", WORDS);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", WORDS);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE d", WORDS);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", WORDS);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", WORDS);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("yyyy", WORDS);
    private static final long[] SHORT = {5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600};
    private static final int[] HOURS = {2, 3, 6, 12};
    private static final int[] DAYS = {1, 2, 7, 14};
    private static final int[] MONTHS = {1, 2, 3, 6, 12};
    private static final long DAY_SECONDS = 86_400;
    /** 5 January 1970, in days since the first. */
    private static final long FIRST_MONDAY = 4;

    private TimeTicks() {}

    /** Labels of [from, to] for an axis of a width in points; oldest first, never crowded. */
    public static List<Tick> of(Instant from, Instant to, int width, ZoneId zone) {
        double second = (to.toEpochMilli() - from.toEpochMilli()) / 1000.0 / Math.max(1, width);
        for (long step : SHORT)
            if (step >= second * (step < 60 ? ROOM_SECONDS : ROOM_HOURS)) return seconds(from, to, step, zone);
        for (int step : HOURS) if (step * 3600L >= second * ROOM_HOURS) return hours(from, to, step, zone);
        for (int step : DAYS) if (step * DAY_SECONDS >= second * ROOM_DAYS) return days(from, to, step, zone);
        for (int step : MONTHS)
            if (step * 28 * DAY_SECONDS >= second * ROOM_MONTHS) return months(from, to, step, zone);
        return months(from, to, 12, zone);
    }

    /** In even steps of real time, beginning anew at each change of the clocks. */
    private static List<Tick> seconds(Instant from, Instant to, long step, ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        long at = from.getEpochSecond();
        if (from.getNano() > 0) at++;
        while (at <= to.getEpochSecond()) {
            Instant instant = Instant.ofEpochSecond(at);
            long past = Math.floorMod(at + zone.getRules().getOffset(instant).getTotalSeconds(), step);
            if (past == 0) {
                ticks.add(hour(instant, step < 60 ? SECONDS : MINUTES, zone));
                at += Math.min(step, untilChange(instant, zone));
            } else {
                at += Math.min(step - past, untilChange(instant, zone));
            }
        }
        return ticks;
    }

    private static long untilChange(Instant at, ZoneId zone) {
        var change = zone.getRules().nextTransition(at);
        return change == null
                ? Long.MAX_VALUE
                : Math.max(1, change.getInstant().getEpochSecond() - at.getEpochSecond());
    }

    private static List<Tick> hours(Instant from, Instant to, int step, ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        LocalDateTime local =
                LocalDateTime.ofInstant(from, zone).truncatedTo(ChronoUnit.DAYS).minusHours(step);
        Instant before = Instant.MIN;
        for (; ; local = local.plusHours(step)) {
            ZonedDateTime zoned = local.atZone(zone);
            Instant at = zoned.toInstant();
            if (at.isAfter(to)) return ticks;
            // A time that the clocks skip is moved by the zone to one that is no round one; only a day begins all the
            // same.
            boolean day = local.toLocalTime().equals(LocalTime.MIDNIGHT);
            boolean real = day || zoned.toLocalDateTime().equals(local);
            if (real && at.isAfter(before) && !at.isBefore(from))
                ticks.add(new Tick(at, (day ? WEEKDAY : MINUTES).format(zoned), day));
            before = at;
        }
    }

    private static Tick hour(Instant at, DateTimeFormatter words, ZoneId zone) {
        ZonedDateTime zoned = at.atZone(zone);
        boolean midnight = zoned.toLocalTime().toSecondOfDay() == 0;
        return new Tick(at, (midnight ? WEEKDAY : words).format(zoned), midnight);
    }

    private static List<Tick> days(Instant from, Instant to, int step, ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        LocalDate day = LocalDate.ofInstant(from, zone);
        if (step >= 7) day = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        day = day.minusDays(Math.floorMod(day.toEpochDay() - FIRST_MONDAY, step));
        for (; ; day = day.plusDays(step)) {
            Instant at = day.atStartOfDay(zone).toInstant();
            if (at.isAfter(to)) return ticks;
            if (!at.isBefore(from)) ticks.add(new Tick(at, (step == 1 ? WEEKDAY : DAY).format(day), false));
        }
    }

    private static List<Tick> months(Instant from, Instant to, int step, ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        LocalDate month = LocalDate.ofInstant(from, zone).withDayOfMonth(1);
        month = month.minusMonths((month.getMonthValue() - 1) % step);
        for (; ; month = month.plusMonths(step)) {
            Instant at = month.atStartOfDay(zone).toInstant();
            if (at.isAfter(to)) return ticks;
            boolean year = month.getMonthValue() == 1;
            if (!at.isBefore(from)) ticks.add(new Tick(at, (year ? YEAR : MONTH).format(month), year && step < 12));
        }
    }
}
