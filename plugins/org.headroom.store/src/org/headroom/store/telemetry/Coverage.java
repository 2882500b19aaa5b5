package org.headroom.store.telemetry;

import java.sql.SQLException;

/**
 * How far back a GPU's past reaches, in milliseconds; {@link Long#MAX_VALUE} where there is nothing.
 *
 * @param samples the oldest sample
 * @param minutes the start of the oldest minute
 */
record Coverage(long samples, long minutes) {
    static Coverage of(Statements sql, int gpu) throws SQLException {
        long samples = sql.number("SELECT min(time) FROM sample WHERE gpu = ?", Long.MAX_VALUE, gpu);
        long minute = sql.number("SELECT min(start) FROM minute WHERE gpu = ?", Long.MAX_VALUE, gpu);
        return new Coverage(samples, minute == Long.MAX_VALUE ? Long.MAX_VALUE : minute * 1000);
    }

    long oldest() {
        return olderMinutes() ? minutes : samples;
    }

    /** Whether all that is known from a moment on is there as samples. */
    boolean samplesReach(long from) {
        return samples != Long.MAX_VALUE && from >= wholeSamples();
    }

    /** From where on every sample that was taken is there: the minute of the oldest may have lost some already. */
    long wholeSamples() {
        if (samples == Long.MAX_VALUE) return Long.MAX_VALUE;
        return olderMinutes() ? minuteOf(samples) + SeriesQuery.MINUTE_MS : Long.MIN_VALUE;
    }

    private boolean olderMinutes() {
        return minutes < minuteOf(samples);
    }

    private static long minuteOf(long millis) {
        return Math.floorDiv(millis, SeriesQuery.MINUTE_MS) * SeriesQuery.MINUTE_MS;
    }
}
