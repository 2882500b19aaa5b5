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
import java.util.Arrays;
import java.util.List;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.model.gpu.Series.Status;
import org.headroom.model.units.Joules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TelemetryArchiveTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock(T0);

    private Path file() {
        return directory.resolve("telemetry.db");
    }

    private TelemetryArchive open() {
        return TelemetryArchive.open(file(), clock, Retention.STANDARD, RARELY);
    }

    @Test
    void givesBackEveryReadingOfEverySample() {
        try (TelemetryArchive archive = open()) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(120));
            for (Metric metric : Metric.values()) {
                Series s = archive.series(GPU, metric, T0, T0.plusSeconds(120), 500);
                assertThat(s.status()).as(metric.key()).isEqualTo(Status.COMPLETE);
                assertThat(s.size()).isEqualTo(120);
                for (int i = 0; i < 120; i++) {
                    Instant at = T0.plusSeconds(i);
                    assertThat(s.at(i)).isEqualTo(at);
                    assertThat(s.mean(i)).as(metric.key()).isEqualTo(metric.of(Feed.full(GPU, at)));
                    assertThat(s.min(i)).isEqualTo(s.max(i)).isEqualTo(s.mean(i));
                }
            }
        }
    }

    @Test
    void whatWasJustHandedOverIsInTheNextSeries() {
        try (TelemetryArchive archive = open()) {
            archive.keep(Feed.full(GPU, T0));
            assertThat(archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(1), 10)
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void isTheSameAfterItWasClosedAndOpened() {
        Series before;
        try (TelemetryArchive archive = open()) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(200));
            before = archive.series(GPU, Metric.LOAD, T0, T0.plusSeconds(200), 50);
        }
        try (TelemetryArchive archive = open()) {
            same(archive.series(GPU, Metric.LOAD, T0, T0.plusSeconds(200), 50), before);
        }
    }

    @Test
    void closingWritesWhatIsLeft() throws Exception {
        try (TelemetryArchive archive = open()) {
            for (int i = 0; i < 30; i++) archive.keep(Feed.full(GPU, T0.plusSeconds(i)));
        }
        assertThat(Feed.number(file(), "SELECT count(*) FROM sample")).isEqualTo(30);
        assertThat(file().resolveSibling("telemetry.db-wal")).doesNotExist();
    }

    private static void same(Series one, Series other) {
        assertThat(one.size()).isEqualTo(other.size());
        assertThat(one.status()).isEqualTo(other.status());
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.at(i)).isEqualTo(other.at(i));
            assertThat(List.of(one.min(i), one.mean(i), one.max(i)))
                    .isEqualTo(List.of(other.min(i), other.mean(i), other.max(i)));
        }
    }

    @Test
    void aGapIsOneNaNPointAndNotALine() {
        try (TelemetryArchive archive = open()) {
            Feed.power(archive, clock, T0, 10, i -> 100);
            Feed.power(archive, clock, T0.plusSeconds(30), 10, i -> 100);
            Series s = archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(40), 100);
            assertThat(s.size()).isEqualTo(21);
            assertThat(s.mean(10)).isNaN();
            assertThat(s.at(10)).isEqualTo(T0.plusSeconds(10));
            Series buckets = archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(40), 20);
            assertThat(buckets.size()).isEqualTo(20);
            for (int i = 0; i < 20; i++) {
                assertThat(buckets.at(i)).isEqualTo(T0.plusSeconds(2L * i));
                assertThat(Double.isNaN(buckets.mean(i))).as("point " + i).isEqualTo(i >= 5 && i < 15);
            }
        }
    }

    @Test
    void missingMinutesAreAGapInAWideWindow() {
        try (TelemetryArchive archive = open()) {
            Feed.power(archive, clock, T0, 600, i -> 100);
            Feed.power(archive, clock, T0.plusSeconds(1800), 600, i -> 300);
            clock.advance(Duration.ofMinutes(5));
            archive.flush();
            Series s = archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(86_400), 1000);
            assertThat(s.size()).isEqualTo(21);
            assertThat(s.mean(9)).isEqualTo(100);
            assertThat(s.mean(10)).isNaN();
            assertThat(s.at(11)).isEqualTo(T0.plusSeconds(1800));
            assertThat(s.mean(11)).isEqualTo(300);
        }
    }

    @Test
    void aReadingThatTheCardNeverHadIsUnavailableAndOneThatIsMissingNowIsNaN() {
        try (TelemetryArchive archive = open()) {
            Feed.power(archive, clock, T0, 5, i -> 100);
            assertThat(archive.series(GPU, Metric.FAN, T0, T0.plusSeconds(5), 10)
                            .status())
                    .isEqualTo(Status.UNAVAILABLE);
            assertThat(archive.series(OTHER, Metric.POWER, T0, T0.plusSeconds(5), 10)
                            .status())
                    .isEqualTo(Status.UNAVAILABLE);
            archive.keep(Feed.full(GPU, T0.plusSeconds(5)));
            clock.set(T0.plusSeconds(6));
            archive.flush();
            Series fan = archive.series(GPU, Metric.FAN, T0, T0.plusSeconds(6), 10);
            assertThat(fan.size()).isEqualTo(6);
            assertThat(fan.mean(4)).isNaN();
            assertThat(fan.mean(5)).isBetween(30.0, 70.0);
        }
    }

    @Test
    void aWindowThatBeginsBeforeTheFirstSampleIsFilling() {
        try (TelemetryArchive archive = open()) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(20));
            Series s = archive.series(GPU, Metric.LOAD, T0.minusSeconds(60), T0.plusSeconds(20), 100);
            assertThat(s.status()).isEqualTo(Status.FILLING);
            assertThat(s.size()).isEqualTo(20);
            assertThat(archive.series(GPU, Metric.LOAD, T0, T0, 100).status()).isEqualTo(Status.UNAVAILABLE);
            assertThat(archive.series(GPU, Metric.LOAD, T0, T0.plusSeconds(1), 0)
                            .status())
                    .isEqualTo(Status.UNAVAILABLE);
        }
    }

    @Test
    void minutesAndHoursSayWhatTheirSamplesSaid() throws Exception {
        int seconds = 3 * 3600;
        try (TelemetryArchive archive = open()) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(seconds));
            clock.advance(Duration.ofMinutes(5));
            archive.flush();
            for (Metric metric : Metric.values()) {
                double[] truth = new double[seconds];
                for (int i = 0; i < seconds; i++) truth[i] = metric.of(Feed.full(GPU, T0.plusSeconds(i)));
                // Minutes.
                agrees(archive.series(GPU, metric, T0, T0.plusSeconds(86_400), 1000), truth, 60, metric);
                // Hours.
                agrees(archive.series(GPU, metric, T0, T0.plusSeconds(90 * 86_400L), 1000), truth, 3600, metric);
            }
        }
        assertThat(Feed.number(file(), "SELECT count(*) FROM minute")).isEqualTo(180);
        assertThat(Feed.number(file(), "SELECT count(*) FROM hour")).isEqualTo(3);
        assertThat(Feed.number(file(), "SELECT count(*) FROM minute WHERE samples <> 60"))
                .isZero();
    }

    private static void agrees(Series s, double[] truth, int unit, Metric metric) {
        assertThat(s.size()).as(metric.key()).isEqualTo(truth.length / unit);
        for (int p = 0; p < s.size(); p++) {
            double[] part = Arrays.copyOfRange(truth, p * unit, (p + 1) * unit);
            assertThat(s.at(p)).isEqualTo(T0.plusSeconds((long) p * unit));
            assertThat(s.min(p)).isEqualTo(Arrays.stream(part).min().orElseThrow());
            assertThat(s.max(p)).isEqualTo(Arrays.stream(part).max().orElseThrow());
            // The mean of a clock is kept in whole MHz.
            assertThat(s.mean(p))
                    .as(metric.key())
                    .isCloseTo(Arrays.stream(part).average().orElseThrow(), within(0.51));
        }
    }

    @Test
    void theMinuteThatIsNotOverIsPartOfAWideWindow() {
        try (TelemetryArchive archive = open()) {
            Feed.power(archive, clock, T0, 90, i -> i < 60 ? 100 : 400);
            Series s = archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(86_400), 1000);
            assertThat(s.size()).isEqualTo(2);
            assertThat(s.mean(0)).isEqualTo(100);
            assertThat(s.mean(1)).isEqualTo(400);
        }
    }

    @Test
    void samplesGoAfterTwoDaysAndMinutesStay() throws Exception {
        Retention short_ = new Retention(Duration.ofHours(2), Duration.ofHours(5), Duration.ofDays(1));
        try (TelemetryArchive archive = TelemetryArchive.open(file(), clock, short_, RARELY)) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(8 * 3600));
            Instant now = T0.plusSeconds(8 * 3600);
            Series old = archive.series(
                    GPU, Metric.POWER, now.minus(Duration.ofHours(4)), now.minus(Duration.ofHours(3)), 2000);
            assertThat(old.status()).isEqualTo(Status.COMPLETE);
            assertThat(old.size()).as("minutes").isEqualTo(60);
            Series young = archive.series(GPU, Metric.POWER, now.minusSeconds(3600), now, 5000);
            assertThat(young.size()).as("samples").isEqualTo(3600);
            assertThat(archive.series(GPU, Metric.POWER, T0, now, 10).status()).isEqualTo(Status.FILLING);
        }
        assertThat(Feed.number(file(), "SELECT count(*) FROM sample")).isBetween(7200L, 7200L + 700);
        assertThat(Feed.number(file(), "SELECT count(*) FROM minute")).isBetween(300L, 365L);
        assertThat(Feed.number(file(), "SELECT count(*) FROM hour")).isBetween(5L, 7L);
    }

    @Test
    void aClockThatWasSetBackWritesOverWhatItSaidOfThatTimeAndLosesNothingElse() throws Exception {
        try (TelemetryArchive archive = open()) {
            Feed.power(archive, clock, T0, 600, i -> 100);
            // Two hours ahead for a minute, as after a start with the wrong time zone.
            Feed.power(archive, clock, T0.plusSeconds(7800), 60, i -> 999);
            Feed.power(archive, clock, T0.plusSeconds(660), 7800, i -> 200);
            Series s = archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(8460), 10_000);
            assertThat(s.status()).isEqualTo(Status.COMPLETE);
            for (int i = 0; i < s.size(); i++)
                if (!Double.isNaN(s.max(i))) assertThat(s.max(i)).isLessThan(300);
            assertThat(Feed.counted(archive, GPU, T0.plusSeconds(700), T0.plusSeconds(8400)))
                    .contains(new Joules(770_000_000));
            Series wide = archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(86_400), 1000);
            for (int i = 0; i < wide.size(); i++)
                if (!Double.isNaN(wide.max(i))) assertThat(wide.max(i)).isLessThan(300);
        }
        assertThat(Feed.number(file(), "SELECT count(*) FROM sample")).isEqualTo(8400);
    }

    @Test
    void aClockThatIsYearsAheadForAnHourDoesNotTakeTheHistoryAway() throws Exception {
        try (TelemetryArchive archive = open()) {
            Feed.power(archive, clock, T0, 6 * 3600, i -> 100);
            Feed.power(archive, clock, T0.plus(Duration.ofDays(1000)), 600, i -> 100);
            clock.set(T0.plusSeconds(6 * 3600));
            archive.flush();
        }
        assertThat(Feed.number(
                        file(),
                        "SELECT count(*) FROM sample WHERE time < "
                                + T0.plusSeconds(90_000).toEpochMilli()))
                .isGreaterThan(5 * 3600);
        assertThat(Feed.number(file(), "SELECT count(*) FROM hour")).isGreaterThanOrEqualTo(5);
    }
}
