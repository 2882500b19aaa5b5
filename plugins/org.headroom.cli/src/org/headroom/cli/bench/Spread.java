package org.headroom.cli.bench;

import java.time.Duration;
import java.util.List;

/**
 * How a measurement's values lie, in milliseconds. The percentiles are values that were measured (nearest rank), so that
 * with few values the 99th is the largest.
 */
record Spread(int count, double p50, double p99, double max) {
    /** @param values at least one */
    static Spread of(List<Duration> values) {
        if (values.isEmpty()) throw new IllegalArgumentException("nothing was measured");
        List<Duration> sorted = values.stream().sorted().toList();
        return new Spread(
                sorted.size(),
                milliseconds(rank(sorted, 50)),
                milliseconds(rank(sorted, 99)),
                milliseconds(sorted.getLast()));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        int rank = (percent * sorted.size() + 99) / 100;
        return sorted.get(Math.max(rank, 1) - 1);
    }

    private static double milliseconds(Duration d) {
        return d.toNanos() / 1e6;
    }
}
