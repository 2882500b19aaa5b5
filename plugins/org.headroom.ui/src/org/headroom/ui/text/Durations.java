package org.headroom.ui.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in words; cut, never rounded up. Pure. */
public final class Durations {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private Durations() {}

    /** {@code 41 s}, {@code 46 min}, {@code 3 h 02 min}, {@code 2 d 4 h}. */
    public static String words(Duration time) {
        long seconds = Math.max(0, time.getSeconds());
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min";
        if (seconds < 48 * 3600)
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
        return String.format(Locale.ROOT, "%d d %d h", seconds / 86_400, seconds % 86_400 / 3600);
    }

    /** A time that was agreed: {@code 4 h} where it is whole hours. */
    public static String brief(Duration time) {
        long seconds = Math.max(0, time.getSeconds());
        return seconds >= 3600 && seconds % 3600 == 0 ? seconds / 3600 + " h" : words(time);
    }

    /** With seconds up to an hour, for what is watched while it runs: {@code 4 min 09 s}. */
    public static String precise(Duration time) {
        long seconds = Math.max(0, time.getSeconds());
        if (seconds < 60 || seconds >= 3600) return words(time);
        return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }

    /** {@code just now}, {@code 3 min ago}. */
    public static String ago(Instant then, Instant now) {
        Duration time = Duration.between(then, now);
        return time.getSeconds() < 5 ? "just now" : words(time) + " ago";
    }

    /** {@code just now} up to ten seconds, then in steps of ten, so that it does not change each second: {@code 40 s ago}. */
    public static String roughAge(Duration age) {
        long seconds = Math.max(0, age.getSeconds());
        return seconds < 10 ? "just now" : words(Duration.ofSeconds(seconds / 10 * 10)) + " ago";
    }

    /** The time today, or day and time. */
    public static String clock(Instant at, Instant now, ZoneId zone) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return day.equals(now.atZone(zone).toLocalDate()) ? TIME.format(at.atZone(zone)) : DAY.format(at.atZone(zone));
    }
}
