package org.headroom.telemetry;

import java.time.Duration;

/**
 * What to read in one sweep: slow readings, and those that change slowly, are not read every second.
 *
 * @param slow temperatures, clocks, fan, link and throttle reasons
 * @param processes the lists of processes, which cost real drivers milliseconds
 * @param limit after this long the rest is left for the next time
 */
public record ReadingPlan(boolean slow, boolean processes, Duration limit) {
    /** Everything, for one look. */
    public static ReadingPlan everything(Duration limit) {
        return new ReadingPlan(true, true, limit);
    }
}
