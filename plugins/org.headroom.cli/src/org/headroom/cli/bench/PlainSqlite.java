package org.headroom.cli.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;

/** The least that SQLite allows: the same rows put in one after the other, and the same rows read without making points. */
final class PlainSqlite {
    private static final int HOURS = 6;
    private static final int ROUNDS = 20;

    private final Path folder;
    private final int gpus;
    private double bytesPerReading;

    PlainSqlite(Path folder, int gpus) {
        this.folder = folder;
        this.gpus = gpus;
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** Rows of numbers as they come, in the order of time, no key but SQLite's own, as many a commit as the product. */
    double cpuSecondsPerDay(int commitSeconds) throws SQLException, java.io.IOException {
        Path file = folder.resolve("plain.db");
        MadeUpReadings readings = new MadeUpReadings(gpus);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        long cpu;
        try (Connection c = connect(file);
                Statement sql = c.createStatement()) {
            sql.execute("PRAGMA journal_mode = WAL");
            sql.execute("PRAGMA synchronous = NORMAL");
            StringBuilder columns = new StringBuilder("gpu, time");
            for (Metric metric : Metric.values()) columns.append(", ").append(metric.key());
            sql.execute("CREATE TABLE plain (" + columns + ", energy)");
            String insert = "INSERT INTO plain VALUES (?" + ", ?".repeat(Metric.values().length + 2) + ")";
            c.setAutoCommit(false);
            try (PreparedStatement row = c.prepareStatement(insert)) {
                cpu = 0;
                List<GpuSample> batch = new ArrayList<>();
                for (int second = 0; second < HOURS * 3600; second++) {
                    for (int g = 0; g < gpus; g++)
                        batch.add(readings.next(HistoryRun.gpu(g), g, start.plusSeconds(second)));
                    if (second % commitSeconds != commitSeconds - 1) continue;
                    long began = cpuNanos();
                    for (GpuSample sample : batch) put(row, sample);
                    c.commit();
                    cpu += cpuNanos() - began;
                    batch.clear();
                }
            }
        }
        bytesPerReading = (double) Files.size(file) / ((long) HOURS * 3600 * gpus * Metric.values().length);
        return cpu / 1e9 * 24 / HOURS;
    }

    private static void put(PreparedStatement row, GpuSample sample) throws SQLException {
        row.setInt(1, 1);
        row.setLong(2, sample.at().toEpochMilli());
        int i = 3;
        for (Metric metric : Metric.values()) row.setDouble(i++, metric.of(sample));
        row.setLong(i, sample.energy().orElseThrow().millijoules());
        row.executeUpdate();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** After {@link #cpuSecondsPerDay}. */
    double bytesPerPlainReading() {
        return bytesPerReading;
    }

    /**
     * Reads one metric's rows of the last seconds and does nothing with them.
     *
     * @param unit of the table's time in a second
     */
    Spread rows(Path file, String table, String time, int seconds, int unit) throws SQLException {
        String power = table.equals("minute") ? "power_min, power_mean, power_max" : "power";
        List<Duration> times = new ArrayList<>();
        try (Connection c = connect(file);
                PreparedStatement sql = c.prepareStatement("SELECT " + time + ", " + power + " FROM " + table
                        + " WHERE gpu = ? AND " + time + " >= (SELECT max(" + time + ") FROM " + table
                        + " WHERE gpu = 1) - ? ORDER BY " + time)) {
            int columns = table.equals("minute") ? 4 : 2;
            for (int round = 0; round <= ROUNDS; round++) {
                sql.setInt(1, 1 + round % gpus);
                sql.setLong(2, (long) seconds * unit);
                long began = System.nanoTime();
                try (ResultSet rows = sql.executeQuery()) {
                    while (rows.next()) for (int i = 1; i <= columns; i++) rows.getLong(i);
                }
                if (round > 0) times.add(Duration.ofNanos(System.nanoTime() - began));
            }
        }
        return Spread.of(times);
    }

    long count(Path file, String table) throws SQLException {
        return number(file, "SELECT count(*) FROM " + table);
    }

    /** On disk, room that is free within its pages included. */
    long bytes(Path file, String table) throws SQLException {
        return number(file, "SELECT sum(pgsize) FROM dbstat WHERE name = '" + table + "'");
    }

    private static long number(Path file, String query) throws SQLException {
        try (Connection c = connect(file);
                Statement sql = c.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
