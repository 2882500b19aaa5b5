package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.headroom.store.telemetry.Feed.GPU;
import static org.headroom.store.telemetry.Feed.OTHER;
import static org.headroom.store.telemetry.Feed.RARELY;
import static org.headroom.store.telemetry.Feed.T0;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.units.Joules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 100 W all the time: 100 mJ a millisecond. */
@Timeout(60)
class ArchiveEnergyTest {
    private static final Retention TWO_HOURS =
            new Retention(Duration.ofHours(2), Duration.ofDays(300), Duration.ofDays(300));

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock(T0);
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("telemetry.db");
    }

    private TelemetryArchive open() {
        return TelemetryArchive.open(file, clock, TWO_HOURS, RARELY);
    }

    private void feed(TelemetryArchive archive, Instant from, int seconds, long counter) {
        for (int i = 0; i < seconds; i++) {
            clock.set(from.plusSeconds(i));
            archive.keep(Feed.watts(GPU, from.plusSeconds(i), 100, counter + i * 100_000L));
            if (i % 600 == 599) archive.flush();
        }
        archive.flush();
    }

    private static Instant after(long millis) {
        return T0.plusMillis(millis);
    }

    @Test
    void isInterpolatedBetweenSamplesAndBetweenMinutes() {
        try (TelemetryArchive archive = open()) {
            feed(archive, T0.plusSeconds(7), 6 * 3600, 5_000);
            Random random = new Random(3);
            for (int i = 0; i < 300; i++) {
                long from = 7_000 + random.nextLong(6 * 3_600_000L - 2_000);
                long to = from + random.nextLong(6 * 3_600_000L - 1_000 + 7_000 - from);
                Optional<Joules> used = archive.energyBetween(GPU, after(from), after(to));
                assertThat(used).as(from + " to " + to).isPresent();
                assertThat(used.orElseThrow().millijoules()).isCloseTo((to - from) * 100, within(2L));
            }
        }
    }

    @Test
    void goesOnAtTheLastPowerForAGapsLengthAndNoFurther() {
        try (TelemetryArchive archive = open()) {
            feed(archive, T0, 11, 0);
            assertThat(archive.energyBetween(GPU, T0, after(12_000))).contains(new Joules(1_200_000));
            assertThat(archive.energyBetween(GPU, T0, after(13_000))).isEmpty();
            assertThat(archive.energyBetween(GPU, T0.minusMillis(1), after(5_000)))
                    .isEmpty();
            assertThat(archive.energyBetween(OTHER, T0, after(5_000))).isEmpty();
            assertThat(archive.energyBetween(GPU, after(5_000), T0)).isEmpty();
        }
    }

    @Test
    void answersTheNewestSecondsWithoutWaitingForTheNextCommit() {
        try (TelemetryArchive archive = open()) {
            for (int i = 0; i < 5; i++) archive.keep(Feed.watts(GPU, T0.plusSeconds(i), 100, i * 100_000L));
            clock.set(T0.plusSeconds(4));
            assertThat(archive.energyBetween(GPU, T0, T0.plusSeconds(4))).contains(new Joules(400_000));
        }
    }

    @Test
    void acrossAResetOfTheCounterIsEmptyFromSamplesAndFromMinutes() {
        try (TelemetryArchive archive = open()) {
            feed(archive, T0, 1800, 50_000_000);
            feed(archive, T0.plusSeconds(1800 + 17), 1800, 10);
            empty(archive);
            feed(archive, T0.plusSeconds(3617 + 10), 6 * 3600, 10 + 1810 * 100_000L);
            empty(archive);
            assertThat(archive.energyBetween(GPU, after(100_500), after(1_500_500)))
                    .contains(new Joules(140_000_000));
            assertThat(archive.energyBetween(GPU, after(2_000_000), after(3_000_000)))
                    .contains(new Joules(100_000_000));
        }
    }

    private static void empty(TelemetryArchive archive) {
        assertThat(archive.energyBetween(GPU, after(0), after(3_000_000))).isEmpty();
        assertThat(archive.energyBetween(GPU, after(1_700_000), after(1_900_000)))
                .isEmpty();
    }

    @Test
    void aCardWithoutACounterHasNone() {
        try (TelemetryArchive archive = open()) {
            for (int i = 0; i < 5; i++)
                archive.keep(GpuSample.of(GPU, T0.plusSeconds(i)).power(100_000).done());
            archive.flush();
            assertThat(archive.energyBetween(GPU, T0, T0.plusSeconds(4))).isEmpty();
        }
    }
}
