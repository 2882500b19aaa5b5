package org.headroom.console.availability;

import java.time.DayOfWeek;
import org.headroom.model.availability.WeekSchedule;

/**
 * Painting hours from one cell to another: all between them become as the first one did. Pure.
 *
 * @param before as it was when the button went down
 * @param day and hour: where it went down
 */
record WeekPaint(WeekSchedule before, DayOfWeek day, int hour, boolean on) {
    /** The first cell turns over. */
    static WeekPaint from(WeekSchedule week, DayOfWeek day, int hour) {
        return new WeekPaint(week, day, hour, !week.open(day, hour));
    }

    WeekSchedule to(DayOfWeek otherDay, int otherHour) {
        WeekSchedule week = before;
        for (int d = Math.min(day.ordinal(), otherDay.ordinal()); d <= Math.max(day.ordinal(), otherDay.ordinal()); d++)
            for (int h = Math.min(hour, otherHour); h <= Math.max(hour, otherHour); h++)
                week = week.with(DayOfWeek.of(d + 1), h, on);
        return week;
    }

    /** A whole day turns over: open where any hour of it is closed. */
    static WeekSchedule day(WeekSchedule before, DayOfWeek day) {
        WeekSchedule week = before;
        boolean on = false;
        for (int h = 0; h < WeekSchedule.HOURS; h++) on |= !week.open(day, h);
        for (int h = 0; h < WeekSchedule.HOURS; h++) week = week.with(day, h, on);
        return week;
    }

    /** An hour of every day turns over. */
    static WeekSchedule hour(WeekSchedule before, int hour) {
        WeekSchedule week = before;
        boolean on = false;
        for (DayOfWeek d : DayOfWeek.values()) on |= !week.open(d, hour);
        for (DayOfWeek d : DayOfWeek.values()) week = week.with(d, hour, on);
        return week;
    }
}
