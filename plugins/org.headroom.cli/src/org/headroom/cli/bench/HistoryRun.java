package org.headroom.cli.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.Series;
import org.headroom.store.telemetry.Retention;
import org.headroom.store.telemetry.TelemetryArchive;

/** Fills a history file as the product would in that many days, asks it, and measures the floors. */
final class HistoryRun {
    static final int POINTS = 1_000;
    // What the product writes in one commit.
    private static final int COMMIT_SECONDS = 10;
    private static final int DAY = 86_400;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ROUNDS = 3;

    private final Path folder;
    private final int gpus;
    private final int days;
    private final Retention retention;
    private final PrintStream progress;
    private final SimulatedClock clock = new SimulatedClock();

    HistoryRun(Path folder, int gpus, int days, Duration raw, PrintStream progress) {
        this.folder = folder;
        this.gpus = gpus;
        this.days = days;
        Duration longer = raw.compareTo(Retention.STANDARD.rollUps()) > 0 ? raw : Retention.STANDARD.rollUps();
        this.retention = new Retention(raw, longer, Retention.STANDARD.alarms());
        this.progress = progress;
    }

    private static final class SimulatedClock extends Clock {
        private volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    HistoryReport measure() throws IOException, SQLException {
        Path file = folder.resolve("telemetry.db");
        Spread week;
        Spread hour;
        double writerCpu;
        double wall;
        long points;
        try (TelemetryArchive archive = TelemetryArchive.open(file, clock, retention)) {
            long began = System.nanoTime();
            fill(archive);
            wall = (System.nanoTime() - began) / 1e9;
            writerCpu = cpuSeconds("telemetry-writer");
            Instant end = clock.instant();
            progress.println("asking");
            week = ask(archive, end.minus(Duration.ofDays(Math.min(days, 7))), end, POINTS);
            hour = ask(archive, end.minus(Duration.ofHours(1)), end, 4 * POINTS);
            points = archive.series(gpu(0), Metric.POWER, end.minus(Duration.ofHours(1)), end, 4 * POINTS)
                    .size();
            if (points != 3600) throw new IOException("An hour of samples was " + points + " points.");
        }
        progress.println("the floors");
        PlainSqlite plain = new PlainSqlite(folder, gpus);
        return new HistoryReport(
                gpus,
                days,
                retention.samples().toHours(),
                wall,
                writerCpu / days,
                plain.cpuSecondsPerDay(COMMIT_SECONDS),
                week,
                plain.rows(file, "minute", "start", Math.min(days, 7) * DAY, 1),
                hour,
                plain.rows(file, "sample", "time", 3600, 1000),
                Files.size(file),
                plain.count(file, "sample"),
                plain.bytes(file, "sample"),
                plain.count(file, "minute"),
                plain.bytes(file, "minute"),
                plain.bytesPerPlainReading());
    }

    static GpuId gpu(int index) {
        return new GpuId("GPU-00000000-0000-0000-0000-0000000000" + (10 + index));
    }

    private void fill(TelemetryArchive archive) throws IOException {
        MadeUpReadings readings = new MadeUpReadings(gpus);
        for (int second = 0; second < days * DAY; second++) {
            Instant now = START.plusSeconds(second);
            clock.now = now;
            for (int g = 0; g < gpus; g++) archive.keep(readings.next(gpu(g), g, now));
            if (second % COMMIT_SECONDS == COMMIT_SECONDS - 1) commit(archive);
            if (second % DAY == DAY - 1) progress.println("day " + (second / DAY + 1) + " of " + days);
        }
        clock.now = START.plusSeconds((long) days * DAY);
        SampleArchive.Status status = archive.status();
        if (!status.keeping() || status.dropped() > 0)
            throw new IOException("The history file did not keep everything: " + status.message());
    }

    // A busy machine may make a commit wait longer than the product is willing to.
    private static void commit(TelemetryArchive archive) throws IOException {
        for (int tries = 0; tries < 30; tries++) if (archive.flush()) return;
        throw new IOException(
                "The history file was not written in time: " + archive.status().message());
    }

    private Spread ask(TelemetryArchive archive, Instant from, Instant to, int width) throws IOException {
        List<Duration> times = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (int g = 0; g < gpus; g++) {
                for (Metric metric : Metric.values()) {
                    long began = System.nanoTime();
                    Series series = archive.series(gpu(g), metric, from, to, width);
                    if (round > 0) times.add(Duration.ofNanos(System.nanoTime() - began));
                    if (series.size() == 0) throw new IOException("The history gave nothing for " + metric.key() + ".");
                }
            }
        }
        return Spread.of(times);
    }

    private static double cpuSeconds(String thread) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds()))
            if (info != null && info.getThreadName().equals(thread))
                return threads.getThreadCpuTime(info.getThreadId()) / 1e9;
        throw new IOException("There is no thread " + thread + " to measure.");
    }
}
