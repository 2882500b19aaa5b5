package org.headroom.store.telemetry;

import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;

/** Makes at most as many points as there is width for. Pure. */
final class Slicing {
    private Slicing() {}

    /**
     * The points themselves where there is width for them, with a NaN point in each gap; else minimum, mean and maximum over
     * equal stretches of time from {@code from} on.
     *
     * @param unit what a point covers, in milliseconds; 0 for single samples
     */
    static Series slice(Metric metric, Series.Status status, Points points, long unit, long from, long to, int width) {
        long period = unit > 0 ? unit : points.period();
        long gap = unit > 0 ? unit * 3 / 2 : period * 5 / 2;
        int wanted = points.size;
        for (int i = 1; i < points.size; i++) if (points.at[i] - points.at[i - 1] > gap) wanted++;
        return wanted <= width
                ? asTheyAre(metric, status, points, period, gap, from, wanted)
                // Shorter stretches would be empty now and then without anything missing.
                : buckets(metric, status, points, unit > 0 ? unit : 2 * period, from, to, width);
    }

    private static Series asTheyAre(
            Metric metric, Series.Status status, Points p, long period, long gap, long from, int wanted) {
        long[] millis = new long[wanted];
        double[] min = new double[wanted];
        double[] mean = new double[wanted];
        double[] max = new double[wanted];
        int n = 0;
        for (int i = 0; i < p.size; i++) {
            if (i > 0 && p.at[i] - p.at[i - 1] > gap) {
                millis[n] = p.at[i - 1] + period;
                min[n] = mean[n] = max[n] = Double.NaN;
                n++;
            }
            // The first minute may have begun before the window.
            millis[n] = Math.max(from, p.at[i]);
            boolean none = p.count[i] == 0;
            min[n] = none ? Double.NaN : p.min[i];
            mean[n] = none ? Double.NaN : p.mean[i];
            max[n] = none ? Double.NaN : p.max[i];
            n++;
        }
        return new Series(metric, status, millis, min, mean, max);
    }

    private static Series buckets(
            Metric metric, Series.Status status, Points p, long shortest, long from, long to, int width) {
        long stretch = Math.max(shortest, (to - from + width - 1) / width);
        int wanted = (int) ((to - from + stretch - 1) / stretch);
        long[] millis = new long[wanted];
        double[] min = new double[wanted];
        double[] mean = new double[wanted];
        double[] max = new double[wanted];
        int i = 0;
        for (int b = 0; b < wanted; b++) {
            millis[b] = from + b * stretch;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            double sum = 0;
            long count = 0;
            for (; i < p.size && p.at[i] < millis[b] + stretch; i++) {
                if (p.count[i] == 0) continue;
                low = Math.min(low, p.min[i]);
                high = Math.max(high, p.max[i]);
                sum += p.mean[i] * p.count[i];
                count += p.count[i];
            }
            min[b] = count == 0 ? Double.NaN : low;
            // Means are rounded when they are stored, and sums of doubles round too: not past the ends.
            mean[b] = count == 0 ? Double.NaN : Math.clamp(sum / count, low, high);
            max[b] = count == 0 ? Double.NaN : high;
        }
        return new Series(metric, status, millis, min, mean, max);
    }
}
