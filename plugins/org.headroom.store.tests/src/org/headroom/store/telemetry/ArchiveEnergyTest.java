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
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 100 W all the time: 100 mJ a millisecond. */
@Timeout(60)
class ArchiveEnergyTest {
    private static final Retention TWO_HOURS =
            new Retention(Duration.ofHours(2), Duration.ofDays(300), Duration.ofDays(300));

    private static final Optional<Watts> LIMIT = Optional.of(new Watts(150_000));

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
                Optional<Joules> used = Feed.counted(archive, GPU, after(from), after(to));
                assertThat(used).as(from + " to " + to).isPresent();
                assertThat(used.orElseThrow().millijoules()).isCloseTo((to - from) * 100, within(2L));
            }
        }
    }

    @Test
    void goesOnAtTheLastPowerForAGapsLengthAndNoFurther() {
        try (TelemetryArchive archive = open()) {
            feed(archive, T0, 11, 0);
            assertThat(Feed.counted(archive, GPU, T0, after(12_000))).contains(new Joules(1_200_000));
            assertThat(Feed.counted(archive, GPU, T0, after(13_000))).isEmpty();
            assertThat(Feed.counted(archive, GPU, T0.minusMillis(1), after(5_000)))
                    .isEmpty();
            assertThat(Feed.counted(archive, OTHER, T0, after(5_000))).isEmpty();
            assertThat(Feed.counted(archive, GPU, after(5_000), T0)).isEmpty();
        }
    }

    @Test
    void answersTheNewestSecondsWithoutWaitingForTheNextCommit() {
        try (TelemetryArchive archive = open()) {
            for (int i = 0; i < 5; i++) archive.keep(Feed.watts(GPU, T0.plusSeconds(i), 100, i * 100_000L));
            clock.set(T0.plusSeconds(4));
            assertThat(Feed.counted(archive, GPU, T0, T0.plusSeconds(4))).contains(new Joules(400_000));
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
            assertThat(Feed.counted(archive, GPU, after(100_500), after(1_500_500)))
                    .contains(new Joules(140_000_000));
            assertThat(Feed.counted(archive, GPU, after(2_000_000), after(3_000_000)))
                    .contains(new Joules(100_000_000));
        }
    }

    private static void empty(TelemetryArchive archive) {
        assertThat(Feed.counted(archive, GPU, after(0), after(3_000_000))).isEmpty();
        assertThat(Feed.counted(archive, GPU, after(1_700_000), after(1_900_000)))
                .isEmpty();
    }

    @Test
    void aCardWithoutACounterHasNone() {
        try (TelemetryArchive archive = open()) {
            for (int i = 0; i < 5; i++)
                archive.keep(GpuSample.of(GPU, T0.plusSeconds(i)).power(100_000).done());
            archive.flush();
            assertThat(Feed.counted(archive, GPU, T0, T0.plusSeconds(4))).isEmpty();
        }
    }

    private interface Counter {
        long after(int second);
    }

    private void feed(TelemetryArchive archive, int from, int to, Counter counter) {
        for (int i = from; i < to; i++) {
            clock.set(T0.plusSeconds(i));
            archive.keep(Feed.watts(GPU, T0.plusSeconds(i), 100, counter.after(i)));
            if (i % 600 == 599) archive.flush();
        }
        archive.flush();
    }

    private static void integrated(TelemetryArchive archive, long from, long to) {
        EnergyEstimate energy =
                Feed.energy(archive, GPU, after(from), after(to), LIMIT).orElseThrow();
        assertThat(energy.source()).as(from + " to " + to).isEqualTo(EnergyEstimate.Source.INTEGRATED_POWER);
        assertThat(energy.energy().millijoules()).isCloseTo((to - from) * 100, within(10L));
    }

    private static void counted(TelemetryArchive archive, long from, long to) {
        EnergyEstimate energy =
                Feed.energy(archive, GPU, after(from), after(to), LIMIT).orElseThrow();
        assertThat(energy.source()).as(from + " to " + to).isEqualTo(EnergyEstimate.Source.COUNTER);
        assertThat(energy.energy().millijoules()).isCloseTo((to - from) * 100, within(2L));
    }

    @Test
    void leapOfTheCounterGivesIntegratedPowerFromSamplesAndFromMinutes() {
        Counter leaps = second -> 5_000 + second * 100_000L * (second < 1830 ? 1 : 1000);
        try (TelemetryArchive archive = open()) {
            feed(archive, 0, 3600, leaps);
            leap(archive);
            feed(archive, 3600, 6 * 3600, second -> leaps.after(3600) + (second - 3600) * 100_000L);
            leap(archive);
            integrated(archive, 1_000, 6 * 3_600_000L - 1_000);
            counted(archive, 3_700_500, 6 * 3_600_000L - 1_000);
        }
    }

    private static void leap(TelemetryArchive archive) {
        integrated(archive, 100_500, 3_000_000);
        integrated(archive, 1_815_500, 1_845_250);
        counted(archive, 100_500, 1_750_500);
    }

    @Test
    void restartOfTheCounterGivesIntegratedPowerFromSamplesAndFromMinutes() {
        Counter restarts = second -> second < 1830 ? 50_000_000 + second * 100_000L : (second - 1830) * 100_000L;
        try (TelemetryArchive archive = open()) {
            feed(archive, 0, 3600, restarts);
            integrated(archive, 100_500, 3_000_000);
            feed(archive, 3600, 6 * 3600, restarts);
            integrated(archive, 100_500, 3_000_000);
            counted(archive, 100_500, 1_750_500);
        }
    }

    @Test
    void powerOfACardWithoutCounterIsIntegratedFromSamplesAndFromMinutes() {
        try (TelemetryArchive archive = open()) {
            uncounted(archive, 0, 1800);
            uncounted(archive, 1860, 3600);
            gaps(archive);
            uncounted(archive, 3600, 6 * 3600);
            gaps(archive);
            integrated(archive, 500, 6 * 3_600_000L - 1_000);
        }
    }

    private static void gaps(TelemetryArchive archive) {
        integrated(archive, 60_000, 1_740_000);
        integrated(archive, 100_500, 3_000_250);
        assertThat(Feed.energy(archive, GPU, after(1_680_000), after(1_980_000), LIMIT))
                .as("60 of 300 s missing")
                .isEmpty();
    }

    private void uncounted(TelemetryArchive archive, int from, int to) {
        for (int i = from; i < to; i++) {
            clock.set(T0.plusSeconds(i));
            archive.keep(GpuSample.of(GPU, T0.plusSeconds(i)).power(100_000).done());
            if (i % 600 == 599) archive.flush();
        }
        archive.flush();
    }

    @Test
    void withoutAnyLimitALeapIsFoundByThePower() {
        try (TelemetryArchive archive = open()) {
            feed(archive, 0, 600, second -> second * 450_000L);
            assertThat(Feed.energy(archive, GPU, after(100_000), after(500_000)))
                    .contains(new EnergyEstimate(new Joules(40_000_000), EnergyEstimate.Source.INTEGRATED_POWER));
        }
    }

    @Test
    void samplesFromAGivenMomentOnAreLeftOut() {
        try (TelemetryArchive archive = open()) {
            feed(archive, 0, 600, second -> second * 100_000L);
            EnergyMeter meter =
                    new EnergyMeter(after(100_000), after(500_000), Duration.ofSeconds(1), Optional.empty());
            archive.energy(GPU, after(300_000), meter);
            assertThat(meter.estimate()).isEmpty();
            // What comes from elsewhere goes on where the archive ended.
            for (int i = 300; i <= 500; i++)
                meter.sample(after(i * 1000L).toEpochMilli(), i * 100_000L, 100, Double.NaN);
            assertThat(meter.estimate())
                    .contains(new EnergyEstimate(new Joules(40_000_000), EnergyEstimate.Source.COUNTER));
        }
    }
}
