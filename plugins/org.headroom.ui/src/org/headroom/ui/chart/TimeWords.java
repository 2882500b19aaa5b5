package org.headroom.ui.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them, beside charts. Pure. */
public final class TimeWords {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);

    private TimeWords() {}

    /** "14:02–15:10, yesterday", "21 Nov 14:02 – 23 Nov 09:00", "3 Jan – 5 Mar". */
    public static String span(Instant from, Instant to, ZoneId zone, Instant now) {
        ZonedDateTime a = from.atZone(zone);
        ZonedDateTime b = to.atZone(zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        Duration length = Duration.between(from, to);
        if (length.toDays() > 14) return day(a.toLocalDate(), today) + " – " + day(b.toLocalDate(), today);
        DateTimeFormatter clock = length.toMinutes() < 5 ? SECONDS : MINUTES;
        if (a.toLocalDate().equals(b.toLocalDate()))
            return clock.format(a) + "–" + clock.format(b) + ", " + day(a.toLocalDate(), today);
        return day(a.toLocalDate(), today) + " " + clock.format(a) + " – " + day(b.toLocalDate(), today) + " "
                + clock.format(b);
    }

    /** One moment, as exactly as makes sense where a slot is so many milliseconds long. */
    public static String moment(Instant at, long slot, ZoneId zone, Instant now) {
        ZonedDateTime zoned = at.atZone(zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate day = zoned.toLocalDate();
        if (slot >= Duration.ofHours(12).toMillis()) return day(day, today);
        String clock = (slot < 60_000 ? SECONDS : MINUTES).format(zoned);
        return day.equals(today) ? clock : day(day, today) + " " + clock;
    }

    /** "14:02" today, "Fri 20 Nov 14:02" before. */
    public static String since(Instant at, ZoneId zone, Instant now) {
        return moment(at, 60_000, zone, now);
    }

    /** "23 Nov 2026 14:02:31": for what is read later and elsewhere. */
    public static String dated(Instant at, ZoneId zone) {
        return DATED.format(at.atZone(zone));
    }

    private static String day(LocalDate day, LocalDate today) {
        if (day.equals(today)) return "today";
        if (day.equals(today.minusDays(1))) return "yesterday";
        return (day.getYear() == today.getYear() ? DAY : YEAR).format(day);
    }

    /** "1 min", "6 h", "2 days": a span of time, to the unit that says it best. */
    public static String length(Duration span) {
        long minutes = Math.round(span.toSeconds() / 60.0);
        if (minutes < 100) return minutes + " min";
        long hours = Math.round(span.toMinutes() / 60.0);
        if (hours < 48) return hours + " h";
        long days = Math.round(span.toHours() / 24.0);
        if (days < 60) return days + " days";
        return Math.round(days / 30.4) + " months";
    }
}
