package org.headroom.console.gpus;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;

/** The small curves of power: asked for only where they are seen, and again only when a point is added. Not thread-safe. */
public final class Sparks {
    private static final Duration SPAN = Duration.ofMinutes(5);
    private static final int POINTS = 60;
    private static final long STEP = SPAN.toMillis() / POINTS;
    private static final double[] NONE = {};

    private final Map<GpuId, Curve> curves = new HashMap<>();

    private record Curve(long step, double[] values) {}

    /** @param seen whether the row is in sight; otherwise what is known of it is good enough */
    double[] power(GpuWatch watch, GpuId gpu, Instant now, boolean seen) {
        Curve known = curves.get(gpu);
        long step = now.toEpochMilli() / STEP;
        if (known != null && (known.step == step || !seen)) return known.values;
        if (!seen) return NONE;
        Instant from = now.minus(SPAN);
        double[] values = placed(watch.series(gpu, Metric.POWER, from, now, POINTS), from);
        curves.put(gpu, new Curve(step, values));
        return values;
    }

    /** Each value at its time: of a card that was seen for a minute, the first four stay empty. */
    private static double[] placed(Series series, Instant from) {
        double[] sums = new double[POINTS];
        int[] counts = new int[POINTS];
        for (int i = 0; i < series.size(); i++) {
            int slot = (int) ((series.at(i).toEpochMilli() - from.toEpochMilli()) / STEP);
            if (slot < 0 || slot >= POINTS || Double.isNaN(series.mean(i))) continue;
            sums[slot] += series.mean(i);
            counts[slot]++;
        }
        for (int i = 0; i < POINTS; i++) sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        return sums;
    }
}
