package org.headroom.store.telemetry;

import java.util.List;
import java.util.stream.Stream;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;

/**
 * How a metric stands in the file: as a whole number of a small unit, because SQLite keeps a small whole number in one to
 * three bytes and a fraction in eight.
 *
 * @param scale stored units in one of the metric's units
 * @param meanScale the same for a roll-up's mean, which wants to be finer where the unit is coarse
 */
record Column(Metric metric, int scale, int meanScale) {
    /** In the order of {@link Metric}. */
    static final List<Column> ALL = Stream.of(Metric.values()).map(Column::of).toList();

    /** Stands for "no reading" where a number is wanted; no reading is as low. */
    static final long NONE = -1_000_000_000_000L;

    static Column of(Metric metric) {
        return switch (metric) {
            case POWER -> new Column(metric, 1000, 1000);
            case MEMORY_USED -> new Column(metric, 1024, 1024);
            case SM_CLOCK, MEMORY_CLOCK -> new Column(metric, 1, 1);
            case CORE_TEMPERATURE, MEMORY_TEMPERATURE, HOTSPOT_TEMPERATURE, LOAD, MEMORY_LOAD, FAN, ENCODER, DECODER ->
                new Column(metric, 1, 100);
        };
    }

    String name() {
        return metric.key();
    }

    /** The bit that says that a GPU ever had this reading. */
    long bit() {
        return 1L << metric.ordinal();
    }

    long stored(GpuSample sample) {
        double value = metric.of(sample);
        return Double.isNaN(value) ? NONE : Math.round(value * scale);
    }

    double value(long stored) {
        return stored == NONE ? Double.NaN : (double) stored / scale;
    }

    double mean(long stored) {
        return stored == NONE ? Double.NaN : (double) stored / meanScale;
    }
}
