package org.headroom.store.telemetry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.Metric;

/**
 * Feeds a meter with the energy counter and the power of the past: from samples where they are kept, otherwise from minutes.
 * A long span is read from minutes except for its ends. Times are in milliseconds.
 */
final class EnergyQuery {
    private static final long AHEAD_MS = 2_500;
    private static final long LONG_MS = 2 * SeriesQuery.HOUR_MS;
    private static final long NOTHING = Long.MIN_VALUE;

    private final Statements sql;
    private final int gpu;
    private final long now;
    private final Coverage kept;
    private final String reading;
    private final String first;
    private final String last;

    /**
     * @param counter whether the GPU ever had the counter; otherwise its power alone is read
     * @param now samples of a time to come are not believed: the clock was set back since
     */
    EnergyQuery(Statements sql, int gpu, boolean counter, long now) throws SQLException {
        this.sql = sql;
        this.gpu = gpu;
        this.now = now + AHEAD_MS;
        this.kept = Coverage.of(sql, gpu);
        this.reading = counter ? "energy" : "power";
        this.first = counter ? "energy_first_ms" : "CASE WHEN power_mean IS NOT NULL THEN 0 END";
        this.last = counter ? "energy_last_ms" : "CASE WHEN power_mean IS NOT NULL THEN 60000 END";
    }

    /** @param until what is of this moment or later is left out */
    void feed(EnergyMeter meter, Instant until) throws SQLException {
        if (meter.to() < meter.from()) return;
        long before = until.isAfter(Instant.ofEpochMilli(now)) ? now + 1 : until.toEpochMilli();
        long begin = begin(meter.from());
        long end = Math.min(before, end(meter.to()) + 1);
        if (begin == NOTHING) begin = meter.from();
        long whole = kept.wholeSamples();
        if (begin >= whole && end - begin <= LONG_MS) {
            samples(meter, begin, end);
            return;
        }
        long firstMinute = begin >= whole ? ceilMinute(begin) : floorMinute(begin);
        long lastMinute = end <= whole ? ceilMinute(end) : floorMinute(end);
        if (begin < firstMinute) samples(meter, begin, Math.min(end, firstMinute));
        samples(meter, minutes(meter, firstMinute, lastMinute), end);
    }

    /** The last sample or minute with a reading that is not after a moment. */
    private long begin(long from) throws SQLException {
        long sample = sql.number(
                "SELECT time FROM sample WHERE gpu = ? AND time <= ? AND " + reading
                        + " IS NOT NULL ORDER BY time DESC LIMIT 1",
                NOTHING,
                gpu,
                from);
        if (sample >= kept.wholeSamples()) return sample;
        long minute = sql.number(
                "SELECT start * 1000 + " + first + " AS at FROM minute WHERE gpu = ? AND start <= ? AND at <= ?"
                        + " ORDER BY start DESC LIMIT 1",
                NOTHING,
                gpu,
                Math.floorDiv(from, 1000L),
                from);
        return Math.max(sample, minute);
    }

    /** The first sample with a reading, or the end of the first minute with one, that is not before a moment. */
    private long end(long to) throws SQLException {
        long sample = sql.number(
                "SELECT time FROM sample WHERE gpu = ? AND time >= ? AND " + reading
                        + " IS NOT NULL ORDER BY time LIMIT 1",
                now,
                gpu,
                to);
        if (to >= kept.wholeSamples()) return Math.min(now, sample);
        long minute = sql.number(
                "SELECT start * 1000 + 59999 FROM minute WHERE gpu = ? AND start >= ? AND start * 1000 + " + last
                        + " >= ? ORDER BY start LIMIT 1",
                now,
                gpu,
                floorMinute(to) / 1000,
                to);
        return Math.min(now, Math.min(sample, minute));
    }

    private void samples(EnergyMeter meter, long from, long before) throws SQLException {
        sql.each(
                "SELECT time, energy, power FROM sample WHERE gpu = ? AND time >= ? AND time < ? ORDER BY time",
                row -> meter.sample(row.getLong(1), counter(row, 2), watts(row, 3), Double.NaN),
                gpu,
                from,
                before);
    }

    /** @return the end of the last minute that there is, or {@code from} */
    private long minutes(EnergyMeter meter, long from, long before) throws SQLException {
        long full = sql.number(
                "SELECT max(coalesce(power_n, samples)) FROM minute WHERE gpu = ? AND start >= ? AND start < ?",
                0,
                gpu,
                from / 1000,
                before / 1000);
        long[] reached = {from};
        sql.each(
                "SELECT start * 1000, coalesce(power_n, samples), power_mean, energy_first, energy_first_ms,"
                        + " energy_last, energy_last_ms, energy_reset FROM minute"
                        + " WHERE gpu = ? AND start >= ? AND start < ? ORDER BY start",
                row -> reached[0] = minute(meter, row, full),
                gpu,
                from / 1000,
                before / 1000);
        return reached[0];
    }

    private static long minute(EnergyMeter meter, ResultSet row, long full) throws SQLException {
        long start = row.getLong(1);
        long end = start + SeriesQuery.MINUTE_MS;
        double share = full == 0 ? 0 : (double) row.getLong(2) / full;
        meter.sample(start + row.getLong(5), counter(row, 4), Double.NaN, Double.NaN);
        meter.sample(start + row.getLong(7), counter(row, 6), Double.NaN, Double.NaN);
        meter.mean(start, end, watts(row, 3), share);
        if (row.getInt(8) != 0) meter.fell();
        return end;
    }

    private static long counter(ResultSet row, int column) throws SQLException {
        long millijoules = row.getLong(column);
        return row.wasNull() ? EnergyMeter.NONE : millijoules;
    }

    private static double watts(ResultSet row, int column) throws SQLException {
        long stored = row.getLong(column);
        return row.wasNull() ? Double.NaN : Column.of(Metric.POWER).value(stored);
    }

    private static long floorMinute(long millis) {
        return Math.floorDiv(millis, SeriesQuery.MINUTE_MS) * SeriesQuery.MINUTE_MS;
    }

    private static long ceilMinute(long millis) {
        return Math.ceilDiv(millis, SeriesQuery.MINUTE_MS) * SeriesQuery.MINUTE_MS;
    }
}
