package org.headroom.store.telemetry;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.units.Joules;

/** Puts samples into the file and takes the oldest out. The writer's thread, within its transaction. */
final class SampleTable {
    /** The bit of {@code gpu.metrics} that stands for the energy counter. */
    static final long ENERGY_BIT = 1L << 40;

    private static final String INSERT = "INSERT OR REPLACE INTO sample (gpu, time, "
            + Column.ALL.stream().map(Column::name).collect(Collectors.joining(", "))
            + ", energy) VALUES (?, ?" + ", ?".repeat(Column.ALL.size() + 1) + ")";

    // What goes at once. Little, so that no commit is long, and so that a clock that is wrong for an hour takes away
    // hours and not all there is.
    private static final long STEP = 5;

    private final Retention retention;
    private final Gpus gpus = new Gpus();
    private final RollUps rollUps = new RollUps();
    private long lastRetention = Long.MIN_VALUE;

    SampleTable(Retention retention) {
        this.retention = retention;
    }

    void load(Statements sql, long now) throws SQLException {
        gpus.load(sql);
        rollUps.load(sql, gpus.numbers(), now);
    }

    void write(Statements sql, List<GpuSample> batch, long now) throws SQLException {
        Map<GpuId, List<GpuSample>> byGpu = new LinkedHashMap<>();
        for (GpuSample sample : batch)
            byGpu.computeIfAbsent(sample.gpu(), id -> new ArrayList<>()).add(sample);
        for (var one : byGpu.entrySet()) write(sql, gpus.of(sql, one.getKey()), one.getValue());
        int made = rollUps.make(sql, gpus::newest, now);
        int known = gpus.numbers().size();
        if (made > 0 || now >= lastRetention + SeriesQuery.MINUTE_MS || now < lastRetention) {
            lastRetention = now;
            retain(sql, now, Math.max(1, known == 0 ? 1 : Math.ceilDiv(made, known)));
        }
    }

    private void write(Statements sql, Gpus.Known gpu, List<GpuSample> samples) throws SQLException {
        int first = 0;
        for (int i = 1; i <= samples.size(); i++) {
            if (i < samples.size() && millis(samples.get(i)) > millis(samples.get(i - 1))) continue;
            run(sql, gpu, samples.subList(first, i));
            first = i;
        }
    }

    /** Samples whose times grow. */
    private void run(Statements sql, Gpus.Known gpu, List<GpuSample> samples) throws SQLException {
        long from = millis(samples.getFirst());
        long to = millis(samples.getLast());
        // The clock was set back: what it already said of this time gives way, and the rest stays.
        if (from <= gpu.highest)
            sql.change("DELETE FROM sample WHERE gpu = ? AND time >= ? AND time <= ?", gpu.number, from, to);
        PreparedStatement insert = sql.prepared(INSERT);
        long readings = gpu.readings;
        for (GpuSample sample : samples) readings |= insert(insert, gpu.number, sample);
        gpu.newest = to;
        gpu.highest = Math.max(gpu.highest, to);
        rollUps.changed(gpu.number, from, to);
        if (readings == gpu.readings) return;
        gpu.readings = readings;
        sql.change("UPDATE gpu SET metrics = ? WHERE id = ?", readings, gpu.number);
    }

    private static long insert(PreparedStatement insert, int gpu, GpuSample sample) throws SQLException {
        long readings = 0;
        insert.setInt(1, gpu);
        insert.setLong(2, millis(sample));
        int i = 3;
        for (Column column : Column.ALL) {
            long stored = column.stored(sample);
            if (stored == Column.NONE) {
                insert.setNull(i++, Types.INTEGER);
            } else {
                insert.setLong(i++, stored);
                readings |= column.bit();
            }
        }
        if (sample.energy().isPresent()) {
            Joules energy = sample.energy().get();
            insert.setLong(i, energy.millijoules());
            readings |= ENERGY_BIT;
        } else {
            insert.setNull(i, Types.INTEGER);
        }
        insert.executeUpdate();
        return readings;
    }

    private static long millis(GpuSample sample) {
        return sample.at().toEpochMilli();
    }

    private void retain(Statements sql, long now, long minutes) throws SQLException {
        long step = STEP * minutes;
        long samplesUntil = Math.floorDiv(now - retention.samples().toMillis(), SeriesQuery.MINUTE_MS) * 60;
        long rollUpsUntil = Math.floorDiv(now - retention.rollUps().toMillis(), SeriesQuery.HOUR_MS) * 3600;
        for (int gpu : gpus.numbers()) {
            trim(sql, "sample", "time", gpu, samplesUntil * 1000, step * SeriesQuery.MINUTE_MS);
            trim(sql, "minute", "start", gpu, rollUpsUntil, step * 60);
            trim(sql, "hour", "start", gpu, rollUpsUntil, step * 60);
        }
        AlarmTable.retain(sql, now - retention.alarms().toMillis(), retention.mostAlarms());
    }

    private static void trim(Statements sql, String table, String time, int gpu, long until, long step)
            throws SQLException {
        long oldest = sql.number("SELECT min(" + time + ") FROM " + table + " WHERE gpu = ?", Long.MAX_VALUE, gpu);
        if (oldest >= until) return;
        long end = Math.min(until, (Math.floorDiv(oldest, step) + 1) * step);
        sql.change("DELETE FROM " + table + " WHERE gpu = ? AND " + time + " < ?", gpu, end);
    }
}
