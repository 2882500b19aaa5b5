package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.store.telemetry.Feed.GPU;
import static org.headroom.store.telemetry.Feed.OTHER;
import static org.headroom.store.telemetry.Feed.RARELY;
import static org.headroom.store.telemetry.Feed.T0;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.model.gpu.GpuSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArchiveCsvTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock(T0);

    private TelemetryArchive open(Retention retention) {
        return TelemetryArchive.open(directory.resolve("telemetry.db"), clock, retention, RARELY);
    }

    @Test
    void hasALineASampleInTheMetricsUnitsAndNothingWhereNothingWasRead() throws Exception {
        try (TelemetryArchive archive = open(Retention.STANDARD)) {
            archive.keep(GpuSample.of(GPU, T0.plusMillis(250))
                    .power(123_450)
                    .energy(9_007_199_254_740_993L)
                    .core(61)
                    .load(0)
                    .memoryUsed(3L << 29)
                    .smClock(2520)
                    .done());
            archive.keep(Feed.full(OTHER, T0));
            StringBuilder out = new StringBuilder();
            archive.csv(GPU, T0, T0.plusSeconds(1), out);
            assertThat(out.toString().lines())
                    .containsExactly(
                            "time,power,core_temperature,memory_temperature,hotspot_temperature,load,memory_load,"
                                    + "memory_used,sm_clock,memory_clock,fan,encoder,decoder,energy_j,kind",
                            "2026-03-01T12:00:00.250Z,123.45,61,,,0,,1.5,2520,,,,,9007199254740.993,sample");
        }
    }

    @Test
    void hasMinutesWhereSamplesAreGoneAndEveryMomentOnce() throws Exception {
        Retention short_ = new Retention(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));
        try (TelemetryArchive archive = open(short_)) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(3 * 3600));
            StringBuilder out = new StringBuilder();
            archive.csv(GPU, T0.plusSeconds(3600), T0.plusSeconds(3 * 3600), out);
            List<String> lines = out.toString().lines().skip(1).toList();
            long minutes = lines.stream().filter(l -> l.endsWith(",minute")).count();
            long samples = lines.stream().filter(l -> l.endsWith(",sample")).count();
            assertThat(minutes).isBetween(50L, 60L);
            assertThat(minutes * 60 + samples).isEqualTo(7200);
            assertThat(lines).isSorted().doesNotHaveDuplicates();
            assertThat(lines.getFirst()).startsWith("2026-03-01T13:00:00Z,");
            assertThat(lines.getLast()).startsWith("2026-03-01T14:59:59Z,");
        }
    }
}
