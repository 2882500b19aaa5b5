package org.headroom.store.telemetry;

import java.sql.SQLException;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;

/** Reads a metric's past from the coarsest table that is fine enough. */
final class SeriesQuery {
    static final long MINUTE_MS = 60_000;
    static final long HOUR_MS = 3_600_000;

    private final Statements sql;
    private final int gpu;
    private final Column column;

    SeriesQuery(Statements sql, int gpu, Metric metric) {
        this.sql = sql;
        this.gpu = gpu;
        this.column = Column.of(metric);
    }

    Series series(long from, long to, int width) throws SQLException {
        long stretch = (to - from + width - 1) / width;
        Coverage kept = Coverage.of(sql, gpu);
        Series.Status status = kept.oldest() > from ? Series.Status.FILLING : Series.Status.COMPLETE;
        Points points = new Points();
        long unit;
        if (stretch < MINUTE_MS && kept.samplesReach(from)) {
            unit = 0;
            samples(points, from, to);
        } else if (stretch < HOUR_MS) {
            unit = MINUTE_MS;
            minutes(points, MINUTE_MS, from, to);
        } else {
            unit = HOUR_MS;
            hours(points, from, to);
        }
        return Slicing.slice(column.metric(), status, points, unit, from, to, width);
    }

    private void samples(Points points, long from, long to) throws SQLException {
        eachSample(from, to, (time, value) -> {
            int count = Double.isNaN(value) ? 0 : 1;
            points.add(time, value, value, value, count);
        });
    }

    private interface Sample {
        void at(long time, double value);
    }

    private void eachSample(long from, long to, Sample sample) throws SQLException {
        sql.each(
                "SELECT time, coalesce(" + column.name() + ", " + Column.NONE
                        + ") FROM sample WHERE gpu = ? AND time >= ? AND time < ? ORDER BY time",
                row -> sample.at(row.getLong(1), column.value(row.getLong(2))),
                gpu,
                from,
                to);
    }

    /** The minutes, and the samples that come after the last of them, folded into stretches of a unit. */
    private void minutes(Points points, long unit, long from, long to) throws SQLException {
        long first = Math.floorDiv(from, MINUTE_MS) * MINUTE_MS;
        rollUps("minute", points, unit, first, to);
        long last =
                sql.number("SELECT max(start) FROM minute WHERE gpu = ? AND start < ?", -1, gpu, ceilingSeconds(to));
        long rest = last < 0 ? first : Math.max(first, last * 1000 + MINUTE_MS);
        eachSample(rest, to, (time, value) -> {
            int count = Double.isNaN(value) ? 0 : 1;
            points.fold(unit, time, value, value, value, count);
        });
    }

    private void hours(Points points, long from, long to) throws SQLException {
        long first = Math.floorDiv(from, HOUR_MS) * HOUR_MS;
        rollUps("hour", points, HOUR_MS, first, to);
        long last = sql.number("SELECT max(start) FROM hour WHERE gpu = ? AND start < ?", -1, gpu, ceilingSeconds(to));
        minutes(points, HOUR_MS, last < 0 ? first : Math.max(first, last * 1000 + HOUR_MS), to);
    }

    private void rollUps(String table, Points points, long unit, long from, long to) throws SQLException {
        String name = column.name();
        sql.each(
                "SELECT start, coalesce(" + name + "_n, samples), " + name + "_min, " + name + "_mean, " + name
                        + "_max FROM " + table + " WHERE gpu = ? AND start >= ? AND start < ? ORDER BY start",
                row -> {
                    int count = row.getInt(2);
                    double low = column.value(row.getLong(3));
                    double high = column.value(row.getLong(5));
                    double mean = count == 0 ? Double.NaN : Math.clamp(column.mean(row.getLong(4)), low, high);
                    points.fold(unit, row.getLong(1) * 1000, low, mean, high, count);
                },
                gpu,
                Math.floorDiv(from, 1000),
                ceilingSeconds(to));
    }

    private static long ceilingSeconds(long millis) {
        return Math.ceilDiv(millis, 1000L);
    }
}
