package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.model.gpu.Series.Status;

class SlicingProperties {
    private static final long T0 = 1_772_366_400_000L;

    private static Points points(List<Double> values, List<Integer> steps, long unit) {
        Points points = new Points();
        long at = T0;
        for (int i = 0; i < values.size(); i++) {
            double v = values.get(i);
            points.add(at, v - 1, v, v + 1, 1 + i % 3);
            at += unit * steps.get(i % steps.size());
        }
        return points;
    }

    @Property(tries = 300)
    void isNeverWiderThanAskedGoesForwardAndKeepsTheExtremes(
            @ForAll @Size(min = 1, max = 600) List<@DoubleRange(min = 1, max = 500) Double> values,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 5) Integer> steps,
            @ForAll @IntRange(min = 1, max = 1000) int width,
            @ForAll boolean minutes) {
        Points points = points(values, steps, minutes ? 60_000 : 1_000);
        long to = points.at[points.size - 1] + 1;
        Series s = Slicing.slice(Metric.POWER, Status.COMPLETE, points, minutes ? 60_000 : 0, T0, to, width);
        assertThat(s.size()).isBetween(1, width);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < s.size(); i++) {
            assertThat(s.at(i).toEpochMilli()).isBetween(T0, to - 1);
            if (i > 0) assertThat(s.at(i)).isAfter(s.at(i - 1));
            if (Double.isNaN(s.mean(i))) continue;
            assertThat(s.mean(i)).isBetween(s.min(i), s.max(i));
            low = Math.min(low, s.min(i));
            high = Math.max(high, s.max(i));
        }
        assertThat(low).isCloseTo(values.stream().mapToDouble(d -> d).min().orElseThrow() - 1, within(1e-9));
        assertThat(high).isCloseTo(values.stream().mapToDouble(d -> d).max().orElseThrow() + 1, within(1e-9));
    }

    @Property(tries = 100)
    void steadySamplesHaveNoGapsHoweverOftenTheyCome(
            @ForAll @IntRange(min = 500, max = 20_000) int period,
            @ForAll @IntRange(min = 3, max = 500) int count,
            @ForAll @IntRange(min = 1, max = 600) int width) {
        Points points = new Points();
        for (int i = 0; i < count; i++) points.add(T0 + (long) i * period, 1, 1, 1, 1);
        Series s = Slicing.slice(
                Metric.POWER, Status.COMPLETE, points, 0, T0, T0 + (long) (count - 1) * period + 1, width);
        for (int i = 0; i < s.size(); i++) assertThat(s.mean(i)).isEqualTo(1);
    }
}
