package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;
import org.junit.jupiter.api.Test;

/** Memory and archive as one. */
class PastTest {
    private static final GpuId GPU = new GpuId("GPU-0");
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** An archive that keeps all, in memory. */
    private static class Disk implements SampleArchive {
        final History all = new History(Duration.ofDays(1), SECOND);
        int asked;

        @Override
        public void keep(GpuSample sample) {
            all.append(sample);
        }

        @Override
        public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
            asked++;
            return all.series(gpu, metric, from, to, width);
        }

        @Override
        public void energy(GpuId gpu, Instant until, EnergyMeter meter) {
            asked++;
            all.energy(gpu, meter);
        }

        @Override
        public void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
            out.append("from disk");
        }

        @Override
        public Status status() {
            return new Status(true, "fine", 0, 0);
        }

        @Override
        public void close() {}
    }

    private final Disk disk = new Disk();

    private static GpuSample sample(int second) {
        return Samples.sample(GPU, T0.plusSeconds(second), 10, 10_000L * second);
    }

    private Past restartedAt(int second, int until) {
        Past past = new Past(new History(Duration.ofHours(6), SECOND), Optional.of(disk));
        for (int i = second; i < until; i++) past.keep(sample(i));
        return past;
    }

    private static Optional<Joules> counted(Past past, Instant from, Instant to) {
        return past.energyEstimate(GPU, from, to, Optional.empty())
                .filter(e -> e.source() == EnergyEstimate.Source.COUNTER)
                .map(EnergyEstimate::energy);
    }

    private static void inOrderAndOnce(Series s) {
        Set<Instant> seen = new HashSet<>();
        for (int i = 0; i < s.size(); i++) {
            assertThat(seen.add(s.at(i))).as("twice: %s", s.at(i)).isTrue();
            if (i > 0) assertThat(s.at(i)).isAfter(s.at(i - 1));
        }
    }

    private static int gaps(Series s) {
        int gaps = 0;
        for (int i = 0; i < s.size(); i++) if (Double.isNaN(s.mean(i))) gaps++;
        return gaps;
    }

    @Test
    void afterARestartTheArchiveAnswersWhatIsOlder() {
        for (int i = 0; i < 600; i++) disk.keep(sample(i));
        Past past = restartedAt(600, 700);
        Series all = past.series(GPU, Metric.POWER, T0, T0.plusSeconds(700), 2000);
        assertThat(all.size()).isEqualTo(700);
        assertThat(all.status()).isEqualTo(Series.Status.COMPLETE);
        assertThat(gaps(all)).isZero();
        inOrderAndOnce(all);
        Series narrow = past.series(GPU, Metric.POWER, T0, T0.plusSeconds(700), 50);
        assertThat(narrow.size()).isBetween(20, 50);
        inOrderAndOnce(narrow);
    }

    @Test
    void theTimeThatHeadroomDidNotRunIsAGapAndNoLine() {
        for (int i = 0; i < 300; i++) disk.keep(sample(i));
        Past past = restartedAt(600, 700);
        Series all = past.series(GPU, Metric.POWER, T0, T0.plusSeconds(700), 2000);
        assertThat(gaps(all)).isEqualTo(1);
        assertThat(all.size()).isEqualTo(401);
        inOrderAndOnce(all);
    }

    @Test
    void whatMemoryHasDoesNotTouchTheDisk() {
        Past past = restartedAt(0, 100);
        past.series(GPU, Metric.POWER, T0.plusSeconds(10), T0.plusSeconds(100), 100);
        counted(past, T0.plusSeconds(10), T0.plusSeconds(99));
        assertThat(disk.asked).isZero();
    }

    @Test
    void aWindowBeforeMemoryIsTheArchives() {
        for (int i = 0; i < 300; i++) disk.keep(sample(i));
        Past past = restartedAt(600, 700);
        assertThat(past.series(GPU, Metric.POWER, T0, T0.plusSeconds(200), 2000).size())
                .isEqualTo(200);
    }

    @Test
    void theEnergyOfALeaseThatBeganBeforeTheRestartIsKnown() {
        for (int i = 0; i < 600; i++) disk.keep(sample(i));
        Past past = restartedAt(600, 700);
        assertThat(counted(past, T0.plusSeconds(100), T0.plusSeconds(650))).contains(new Joules(5_500_000));
        // Not yet on disk: the newest comes from memory.
        Disk late = new Disk();
        for (int i = 0; i < 605; i++) late.keep(sample(i));
        Past behind = new Past(new History(Duration.ofHours(6), SECOND), Optional.of(new Disk() {
            @Override
            public void energy(GpuId gpu, Instant until, EnergyMeter meter) {
                late.energy(gpu, until, meter);
            }
        }));
        for (int i = 610; i < 700; i++) behind.keep(sample(i));
        assertThat(counted(behind, T0.plusSeconds(100), T0.plusSeconds(650))).contains(new Joules(5_500_000));
    }

    private static Optional<EnergyEstimate> energy(Past past, int from, int to) {
        return past.energyEstimate(GPU, T0.plusSeconds(from), T0.plusSeconds(to), Optional.of(new Watts(20_000)));
    }

    private static EnergyEstimate integrated(long millijoules) {
        return new EnergyEstimate(new Joules(millijoules), EnergyEstimate.Source.INTEGRATED_POWER);
    }

    @Test
    void leapOfTheCounterBeforeARestartGivesIntegratedPower() {
        for (int i = 0; i < 600; i++)
            disk.keep(Samples.sample(GPU, T0.plusSeconds(i), 10, 10_000L * i * (i < 300 ? 1 : 1000)));
        Past past = new Past(new History(Duration.ofHours(6), SECOND), Optional.of(disk));
        for (int i = 603; i < 700; i++)
            past.keep(Samples.sample(GPU, T0.plusSeconds(i), 10, 10_000_000L * 600 + 10_000L * (i - 600)));
        assertThat(energy(past, 100, 650)).contains(integrated(5_500_000));
        assertThat(energy(past, 620, 650))
                .contains(new EnergyEstimate(new Joules(300_000), EnergyEstimate.Source.COUNTER));
    }

    @Test
    void powerOfACardWithoutCounterIsIntegratedOverARestart() {
        for (int i = 0; i < 600; i++) disk.keep(uncounted(i));
        Past past = new Past(new History(Duration.ofHours(6), SECOND), Optional.of(disk));
        for (int i = 640; i < 1000; i++) past.keep(uncounted(i));
        assertThat(energy(past, 100, 900)).as("41 of 800 s missing").contains(integrated(8_000_000));
        assertThat(energy(past, 500, 700)).as("41 of 200 s missing").isEmpty();
    }

    private static GpuSample uncounted(int second) {
        return GpuSample.of(GPU, T0.plusSeconds(second)).power(10_000).done();
    }

    @Test
    void withoutAnArchiveTheCsvComesFromMemory() throws Exception {
        Past past = new Past(new History(Duration.ofHours(6), SECOND), Optional.empty());
        for (int i = 0; i < 3; i++) past.keep(sample(i));
        StringBuilder out = new StringBuilder();
        past.csv(GPU, T0.plusSeconds(1), T0.plusSeconds(60), out);
        assertThat(out.toString().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("time,power,core_temperature,")
                .endsWith(",energy_j,kind");
        assertThat(out.toString().lines().skip(1).findFirst())
                .contains("2026-01-01T00:00:01Z,10.0,,,,,,,,,,,,10.0,sample");
        StringBuilder kept = new StringBuilder();
        restartedAt(0, 1).csv(GPU, T0, T0.plusSeconds(60), kept);
        assertThat(kept.toString()).isEqualTo("from disk");
    }

    @Test
    void manyGpusShareTheRoomAndKeepAQuarterOfAnHourAtLeast() {
        History history = new History(Duration.ofHours(6), SECOND, 16L << 20);
        for (int second = 0; second < 6000; second++)
            for (int gpu = 0; gpu < 64; gpu++)
                history.append(Samples.sample(new GpuId("GPU-" + gpu), T0.plusSeconds(second), gpu, second));
        for (int gpu = 0; gpu < 64; gpu++) {
            Instant begin = history.begin(new GpuId("GPU-" + gpu)).orElseThrow();
            assertThat(Duration.between(begin, T0.plusSeconds(6000))).isEqualTo(Duration.ofSeconds(4096));
        }
        Series series = history.series(new GpuId("GPU-7"), Metric.POWER, T0, T0.plusSeconds(6000), 5000);
        assertThat(series.size()).isEqualTo(4096);
        assertThat(series.status()).isEqualTo(Series.Status.FILLING);
        for (int i = 0; i < series.size(); i++) assertThat(series.mean(i)).isEqualTo(7);
    }

    @Test
    void aGpuThatComesLaterTakesRoomFromTheOldestSamplesOnly() {
        History history = new History(Duration.ofHours(6), SECOND, 64L * 10_000);
        for (int second = 0; second < 9000; second++)
            history.append(Samples.sample(GPU, T0.plusSeconds(second), 1 + second, second));
        history.append(Samples.sample(new GpuId("GPU-1"), T0.plusSeconds(9000), 5, 5));
        assertThat(history.begin(GPU)).contains(T0.plusSeconds(4000));
        Series series = history.series(GPU, Metric.POWER, T0.plusSeconds(4000), T0.plusSeconds(9000), 6000);
        assertThat(series.size()).isEqualTo(5000);
        assertThat(series.mean(0)).isEqualTo(4001);
        assertThat(series.mean(4999)).isEqualTo(9000);
    }
}
