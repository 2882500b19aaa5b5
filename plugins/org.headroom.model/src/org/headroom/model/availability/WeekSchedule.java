package org.headroom.model.availability;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The hours of the week in which GPUs may work, by the clock on the wall: an hour that a change to summer time leaves out never
 * comes, one that is repeated counts both times.
 *
 * @param days Monday first; bit {@code h} of a day is its hour from {@code h}:00 to {@code h+1}:00
 */
public record WeekSchedule(List<Integer> days) {
    public static final int DAYS = 7;
    public static final int HOURS = 24;
    private static final int WHOLE_DAY = (1 << HOURS) - 1;
    /** Every change of a week and of two changes to and from summer time. */
    private static final int MOST_STEPS = DAYS * HOURS + 2 * HOURS;

    public static final WeekSchedule ALWAYS = new WeekSchedule(Collections.nCopies(DAYS, WHOLE_DAY));
    public static final WeekSchedule NEVER = new WeekSchedule(Collections.nCopies(DAYS, 0));

    public WeekSchedule {
        days = List.copyOf(days);
        if (days.size() != DAYS) throw new IllegalArgumentException("A week has seven days, not " + days.size() + ".");
        for (int day : days)
            if ((day & ~WHOLE_DAY) != 0)
                throw new IllegalArgumentException("A day has the hours 0 to 23 and no others.");
    }

    public boolean open(DayOfWeek day, int hour) {
        return (days.get(day.ordinal()) >> hour & 1) != 0;
    }

    public boolean open(Instant at, ZoneId zone) {
        LocalDateTime there = LocalDateTime.ofInstant(at, zone);
        return open(there.getDayOfWeek(), there.getHour());
    }

    /** With one hour on or off. */
    public WeekSchedule with(DayOfWeek day, int hour, boolean on) {
        if (hour < 0 || hour >= HOURS)
            throw new IllegalArgumentException("A day has the hours 0 to 23, not " + hour + ".");
        List<Integer> next = new java.util.ArrayList<>(days);
        int bit = 1 << hour;
        next.set(day.ordinal(), on ? days.get(day.ordinal()) | bit : days.get(day.ordinal()) & ~bit);
        return new WeekSchedule(next);
    }

    /** How many hours of the week are open. */
    public int hours() {
        return days.stream().mapToInt(Integer::bitCount).sum();
    }

    /** When it next opens or closes after {@code at}; empty where it never does. */
    public Optional<Instant> nextChange(Instant at, ZoneId zone) {
        boolean now = open(at, zone);
        Instant step = at;
        for (int i = 0; i < MOST_STEPS; i++) {
            step = nextHour(step, zone);
            if (open(step, zone) != now) return Optional.of(step);
        }
        return Optional.empty();
    }

    /** The next full hour on the wall's clock, or the moment at which somebody turns its hands. */
    private static Instant nextHour(Instant at, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        Instant hour = LocalDateTime.ofInstant(at, offset)
                .truncatedTo(ChronoUnit.HOURS)
                .plusHours(1)
                .toInstant(offset);
        ZoneOffsetTransition turn = zone.getRules().nextTransition(at);
        return turn != null && turn.getInstant().isBefore(hour) ? turn.getInstant() : hour;
    }
}
