package org.headroom.model.availability;

import java.time.Duration;

/**
 * What counts as the owner being at the machine.
 *
 * @param inputCounts whether keyboard and mouse keep a GPU closed
 * @param after without input for so long, the owner is taken to have left
 * @param fullScreenCounts whether a program that fills the screen keeps a GPU closed
 */
public record IdleRule(boolean inputCounts, Duration after, boolean fullScreenCounts) {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(24);
    public static final IdleRule STANDARD = new IdleRule(false, Duration.ofMinutes(10), true);

    public IdleRule {
        if (after.compareTo(SHORTEST) < 0 || after.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException(
                    "The time without input must be from 10 seconds to 24 hours, not " + after.toSeconds() + " s.");
    }
}
