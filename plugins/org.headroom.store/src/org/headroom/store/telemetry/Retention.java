package org.headroom.store.telemetry;

import java.time.Duration;

/**
 * How long the past is kept.
 *
 * @param samples as it was measured
 * @param rollUps as minutes and hours
 * @param alarms after they were cleared
 */
public record Retention(Duration samples, Duration rollUps, Duration alarms) {
    public static final Retention STANDARD =
            new Retention(Duration.ofHours(48), Duration.ofDays(366), Duration.ofDays(366));

    public Retention {
        if (samples.compareTo(Duration.ofMinutes(2)) < 0 || rollUps.compareTo(samples) < 0)
            throw new IllegalArgumentException("samples are kept for two minutes at least, and roll-ups no shorter");
    }
}
