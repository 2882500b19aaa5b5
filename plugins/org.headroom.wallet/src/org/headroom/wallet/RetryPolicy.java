package org.headroom.wallet;

import java.time.Duration;

/**
 * How long and how often nodes are asked.
 *
 * @param total the longest that one operation takes, all nodes and pauses together
 * @param request the longest wait for one answer
 * @param attempts how often one operation asks one node at most
 * @param firstPause after the first failure; doubles with each further one
 * @param longestPause the most that doubling leads to; a node's Retry-After may be longer
 * @param limits of each answer
 */
record RetryPolicy(
        Duration total,
        Duration request,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        AnswerLimits limits) {
    /** For reads: the next read comes soon anyway. */
    static final RetryPolicy READS = new RetryPolicy(
            Duration.ofSeconds(15), Duration.ofSeconds(6), 4, Duration.ofMillis(250), Duration.ofSeconds(8));

    RetryPolicy(Duration total, Duration request, int attempts, Duration firstPause, Duration longestPause) {
        this(total, request, attempts, firstPause, longestPause, AnswerLimits.STANDARD);
    }

    /** The pause after so many failures in a row. */
    Duration pause(int failures) {
        int doublings = Math.min(Math.max(0, failures - 1), 16);
        Duration pause = firstPause.multipliedBy(1L << doublings);
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
