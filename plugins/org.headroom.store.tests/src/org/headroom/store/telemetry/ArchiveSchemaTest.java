package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.headroom.store.telemetry.Feed.GPU;
import static org.headroom.store.telemetry.Feed.RARELY;
import static org.headroom.store.telemetry.Feed.T0;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ArchiveSchemaTest {
    private static final int DAYS = 365;

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("telemetry.db");
    }

    private void firstVersionWithAYear() throws Exception {
        try (Statements sql = new Statements(DriverManager.getConnection("jdbc:sqlite:" + file()))) {
            ArchiveSchema.migrate(sql, 1);
            sql.run("INSERT INTO gpu VALUES (1, '" + GPU.uuid() + "', 1)");
            sql.run("WITH RECURSIVE m(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM m WHERE i < " + (DAYS * 1440 - 1)
                    + ")"
                    + " INSERT INTO minute (gpu, start, samples, power_min, power_mean, power_max, energy_reset)"
                    + " SELECT 1, " + T0.getEpochSecond()
                    + " + i * 60, 60, 100000, 100000 + i % 100000, 200000, 0 FROM m");
        }
        assertThat(Feed.number(file(), "PRAGMA user_version")).isEqualTo(1);
    }

    @Test
    void aYearOfAnOlderFormatIsBroughtUpToDateLittleByLittleAndThenAYearIsAskedQuickly() throws Exception {
        firstVersionWithAYear();
        Instant end = T0.plus(Duration.ofDays(DAYS));
        try (TelemetryArchive archive = TelemetryArchive.open(file(), new HandClock(end), Retention.STANDARD, RARELY)) {
            assertThat(archive.status().keeping()).isTrue();
            assertThat(Feed.number(file(), "PRAGMA user_version")).isEqualTo(ArchiveSchema.VERSION);
            Series before = archive.series(GPU, Metric.POWER, T0, end, 1000);
            for (int i = 0; i < 20; i++) archive.flush();
            assertThat(Feed.number(file(), "SELECT count(*) FROM hour"))
                    .as("all but the last, which may go on")
                    .isEqualTo(DAYS * 24 - 1);
            Series after = archive.series(GPU, Metric.POWER, T0, end, 1000);
            assertThat(after.size()).isEqualTo(before.size()).isEqualTo(1000);
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < 10; i++) {
                long began = System.nanoTime();
                archive.series(GPU, Metric.POWER, T0, end, 1000);
                fastest = Math.min(fastest, System.nanoTime() - began);
            }
            for (int i = 0; i < after.size(); i++) {
                assertThat(after.mean(i)).isCloseTo(before.mean(i), within(0.1));
                assertThat(after.min(i)).isEqualTo(100);
                assertThat(after.max(i)).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(100));
        }
    }

    @Test
    void everyMetricHasItsColumnUnderItsKey() throws Exception {
        TelemetryArchive.open(file(), new HandClock(T0)).close();
        for (Metric metric : Metric.values()) {
            assertThat(Feed.number(file(), "SELECT count(" + metric.key() + ") FROM sample"))
                    .isZero();
            for (String table : new String[] {"minute", "hour"})
                for (String of : new String[] {"_min", "_mean", "_max", "_n"})
                    assertThat(Feed.number(file(), "SELECT count(" + metric.key() + of + ") FROM " + table))
                            .isZero();
        }
        assertThat(Feed.number(file(), "PRAGMA application_id")).isEqualTo(ArchiveSchema.APPLICATION_ID);
        assertThat(Feed.text(file(), "PRAGMA journal_mode")).isEqualTo("wal");
    }
}
