package org.headroom.model.gpu;

import java.time.Instant;
import org.headroom.model.TimePoints;

/**
 * An immutable slice of a metric's past, at most as many points as were asked for, oldest first. Point i covers the time
 * from {@code at(i)}; {@code min}, {@code mean} and {@code max} are of the raw samples in it. A point without samples is
 * NaN: a gap, not a line.
 */
public final class Series implements TimePoints {
    /** Whether the slice can be believed to be all there is. */
    public enum Status {
        COMPLETE,
        FILLING,
        UNAVAILABLE
    }

    private final Metric metric;
    private final Status status;
    private final long[] millis;
    private final double[] min;
    private final double[] mean;
    private final double[] max;

    /** The arrays have one length and are copied. */
    public Series(Metric metric, Status status, long[] millis, double[] min, double[] mean, double[] max) {
        if (millis.length != min.length || millis.length != mean.length || millis.length != max.length)
            throw new IllegalArgumentException("a series' arrays differ in length");
        this.metric = metric;
        this.status = status;
        this.millis = millis.clone();
        this.min = min.clone();
        this.mean = mean.clone();
        this.max = max.clone();
    }

    public static Series unavailable(Metric metric) {
        double[] none = {};
        return new Series(metric, Status.UNAVAILABLE, new long[0], none, none, none);
    }

    public Metric metric() {
        return metric;
    }

    public Status status() {
        return status;
    }

    @Override
    public boolean filling() {
        return status == Status.FILLING;
    }

    @Override
    public int size() {
        return millis.length;
    }

    @Override
    public Instant at(int i) {
        return Instant.ofEpochMilli(millis[i]);
    }

    @Override
    public double min(int i) {
        return min[i];
    }

    @Override
    public double mean(int i) {
        return mean[i];
    }

    @Override
    public double max(int i) {
        return max[i];
    }
}
