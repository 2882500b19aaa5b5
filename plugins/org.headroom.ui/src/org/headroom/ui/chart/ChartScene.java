package org.headroom.ui.chart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.TimePoints;
import org.headroom.ui.cell.Role;

/**
 * One picture: curves over time, bands behind them, three figures at the left.
 *
 * @param width of the whole picture in points, figures included
 * @param zoom of the screen in percent
 * @param font family of the labels
 * @param named whether bands have their names on them
 * @param stale whether the curves are not of now
 */
public record ChartScene(
        List<Curve> curves,
        List<ChartBand> bands,
        Slots slots,
        Scale scale,
        int width,
        int height,
        int zoom,
        boolean dark,
        String font,
        boolean named,
        boolean stale) {
    /** Room on the left for the figures, in points: the same in every chart, so that they stand one under the other. */
    public static final int AXIS = 34;
    /** Room on the right, top and bottom. */
    public static final int MARGIN = 5;

    public ChartScene {
        curves = List.copyOf(curves);
        bands = List.copyOf(bands);
    }

    /** One curve with its band from least to most. */
    public record Curve(TimePoints series, Role role, boolean dashed) {}

    /** Width of the plot in a picture of a width. */
    public static int plotWidth(int width) {
        return Math.max(1, width - AXIS - MARGIN);
    }

    /** Where a moment stands: 0 is the left edge of the plot, 1 the right. */
    public double share(Instant at) {
        double span = slots.to().toEpochMilli() - slots.from().toEpochMilli();
        return (at.toEpochMilli() - slots.from().toEpochMilli()) / span;
    }

    public Instant at(double share) {
        double span = slots.to().toEpochMilli() - slots.from().toEpochMilli();
        return slots.from().plusMillis(Math.round(span * share));
    }

    /** The point of a series that covers a moment; empty where there is a gap or nothing yet. */
    public static Optional<Integer> point(TimePoints series, Instant at, long slot) {
        int low = 0;
        int high = series.size() - 1;
        int best = -1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (series.at(middle).isAfter(at)) {
                high = middle - 1;
            } else {
                best = middle;
                low = middle + 1;
            }
        }
        if (best < 0 || Double.isNaN(series.mean(best))) return Optional.empty();
        // The last point holds for its slot and no longer; one before it holds until the next.
        boolean last = best == series.size() - 1;
        return last && at.toEpochMilli() - series.at(best).toEpochMilli() > 2 * slot + 3000
                ? Optional.empty()
                : Optional.of(best);
    }

    /** Where history begins, if that is within the picture: the first point with a value. */
    public Optional<Instant> begins() {
        return curves.stream()
                .filter(c -> c.series().filling())
                .flatMap(c -> first(c.series()).stream())
                .min(Instant::compareTo)
                .filter(i -> i.isAfter(slots.from().plusMillis(2 * slots.millis())));
    }

    private static Optional<Instant> first(TimePoints series) {
        for (int i = 0; i < series.size(); i++) if (!Double.isNaN(series.mean(i))) return Optional.of(series.at(i));
        return Optional.empty();
    }
}
