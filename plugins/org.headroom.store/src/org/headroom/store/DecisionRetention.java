package org.headroom.store;

import java.time.Duration;

/**
 * How much is kept of decisions and prices; past that the oldest go.
 *
 * @param bytes of the decisions' bodies, which strangers' orders fill
 */
public record DecisionRetention(Duration age, int decisions, long bytes, Duration priceAge, int prices) {
    public static final DecisionRetention STANDARD =
            new DecisionRetention(Duration.ofDays(90), 200_000, 256L << 20, Duration.ofDays(366), 2_000_000);
}
