package org.headroom.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A moment as a person near the machine says it. */
final class WallClock {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter THIS_WEEK = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter LATER = DateTimeFormatter.ofPattern("d MMMM HH:mm", Locale.ENGLISH);
    private static final int WEEK = 7;

    private WallClock() {}

    static String spoken(Instant at, Instant now, ZoneId zone) {
        LocalDateTime there = LocalDateTime.ofInstant(at, zone);
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(now, zone), there.toLocalDate());
        // The coming night's midnight and morning are still "until 8:00" to everybody.
        boolean soon = days <= 0 || days == 1 && at.isBefore(now.plus(12, ChronoUnit.HOURS));
        if (soon) return there.format(TODAY);
        return there.format(days < WEEK ? THIS_WEEK : LATER);
    }
}
