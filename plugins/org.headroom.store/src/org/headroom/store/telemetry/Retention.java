package org.headroom.store.telemetry;

import java.time.Duration;

/**
 * How long the past is kept.
 *
 * @param samples as it was measured
 * @param rollUps as minutes and hours
 * @param alarms after they were cleared
 * @param mostAlarms that were cleared; beyond it the oldest go
 */
public record Retention(Duration samples, Duration rollUps, Duration alarms, int mostAlarms) {
    private static final int MOST_ALARMS = 20_000;

    public static final Retention STANDARD =
            new Retention(Duration.ofHours(48), Duration.ofDays(366), Duration.ofDays(366));

    public Retention(Duration samples, Duration rollUps, Duration alarms) {
        this(samples, rollUps, alarms, MOST_ALARMS);
    }

    public Retention {
        if (mostAlarms < 1) throw new IllegalArgumentException("one alarm is kept at least");
        if (samples.compareTo(Duration.ofMinutes(2)) < 0 || rollUps.compareTo(samples) < 0)
            throw new IllegalArgumentException("samples are kept for two minutes at least, and roll-ups no shorter");
    }
}
