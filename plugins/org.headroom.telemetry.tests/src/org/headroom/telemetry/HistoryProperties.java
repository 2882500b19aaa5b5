package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Joules;

class HistoryProperties {
    private static final GpuId GPU = new GpuId("GPU-0");
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static History filled(List<Double> watts, int kept) {
        History history = new History(Duration.ofSeconds(kept), Duration.ofSeconds(1));
        long energy = 0;
        for (int i = 0; i < watts.size(); i++) {
            history.append(Samples.sample(GPU, T0.plusSeconds(i), watts.get(i), energy));
            energy += 1000L * 10;
        }
        return history;
    }

    private static Optional<Joules> counted(History history, GpuId gpu, Instant from, Instant to) {
        return Samples.energy(history, gpu, from, to)
                .filter(e -> e.source() == EnergyEstimate.Source.COUNTER)
                .map(EnergyEstimate::energy);
    }

    @Property(tries = 200)
    void aSliceIsNeverWiderThanAskedAndKeepsTheExtremes(
            @ForAll @Size(min = 1, max = 800) List<@DoubleRange(min = 1, max = 500) Double> watts,
            @ForAll @IntRange(min = 1, max = 1000) int width) {
        Series s = filled(watts, 10_000).series(GPU, Metric.POWER, T0, T0.plusSeconds(watts.size()), width);
        assertThat(s.size()).isBetween(1, width);
        assertThat(s.status()).isEqualTo(Series.Status.COMPLETE);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < s.size(); i++) {
            if (i > 0) assertThat(s.at(i)).isAfter(s.at(i - 1));
            assertThat(s.mean(i)).isBetween(s.min(i), s.max(i));
            low = Math.min(low, s.min(i));
            high = Math.max(high, s.max(i));
        }
        assertThat(low).isCloseTo(watts.stream().mapToDouble(d -> d).min().orElseThrow(), within(0.001));
        assertThat(high).isCloseTo(watts.stream().mapToDouble(d -> d).max().orElseThrow(), within(0.001));
    }

    @Property(tries = 100)
    void theOldestIsForgottenFirst(
            @ForAll @Size(min = 1, max = 1500) List<@DoubleRange(min = 1, max = 500) Double> watts,
            @ForAll @IntRange(min = 2, max = 700) int kept) {
        Series s = filled(watts, kept).series(GPU, Metric.POWER, T0, T0.plusSeconds(watts.size()), 2000);
        int expected = Math.min(kept, watts.size());
        assertThat(s.size()).isEqualTo(expected);
        assertThat(s.at(s.size() - 1)).isEqualTo(T0.plusSeconds(watts.size() - 1L));
        assertThat(s.status()).isEqualTo(watts.size() > kept ? Series.Status.FILLING : Series.Status.COMPLETE);
    }

    @Property(tries = 100)
    void energyIsInterpolatedBetweenSamples(
            @ForAll @IntRange(max = 90_000) int from, @ForAll @IntRange(max = 9_000) int more) {
        History history = filled(java.util.Collections.nCopies(101, 10.0), 1000);
        Optional<Joules> used = counted(history, GPU, T0.plusMillis(from), T0.plusMillis(from + more));
        // 10 W: 10 mJ a millisecond.
        assertThat(used.orElseThrow().millijoules()).isCloseTo(more * 10L, within(2L));
    }

    @Example
    void energyOutsideWhatIsKnownIsEmpty() {
        History history = filled(List.of(10.0, 10.0, 10.0), 100);
        assertThat(counted(history, GPU, T0.minusSeconds(1), T0.plusSeconds(1))).isEmpty();
        assertThat(counted(history, GPU, T0, T0.plusSeconds(60))).isEmpty();
        assertThat(counted(history, GPU, T0, T0.plusSeconds(3))).contains(new Joules(30_000));
        assertThat(counted(history, new GpuId("other"), T0, T0.plusSeconds(1))).isEmpty();
    }

    @Example
    void energyAcrossAResetOfTheCounterIsEmpty() {
        History history = new History(Duration.ofMinutes(5), Duration.ofSeconds(1));
        history.append(Samples.sample(GPU, T0, 10, 50_000));
        history.append(Samples.sample(GPU, T0.plusSeconds(1), 10, 60_000));
        history.append(Samples.sample(GPU, T0.plusSeconds(2), 10, 10));
        assertThat(counted(history, GPU, T0, T0.plusSeconds(1))).contains(new Joules(10_000));
        assertThat(counted(history, GPU, T0, T0.plusSeconds(2))).isEmpty();
    }
}
