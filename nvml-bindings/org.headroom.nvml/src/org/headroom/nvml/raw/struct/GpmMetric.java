package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpmMetric_t}. Made by {@code generate.py}. */
public final class GpmMetric extends Struct {
    public static final String C_NAME = "nvmlGpmMetric_t";
    public static final int SIZE_BYTES = 40;
    public static final int METRIC_ID = 0;
    public static final int NVML_RETURN = 4;
    public static final int VALUE = 8;
    public static final int METRIC_INFO = 16;

    /** In memory of its own, zeroed. */
    public GpmMetric() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpmMetric(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpmMetric> array(int length) {
        return array(length, SIZE_BYTES, GpmMetric::new);
    }

    /** {@code metricId}. */
    public int metricId() {
        return store.getInt(offset(METRIC_ID));
    }

    /** {@code metricId}. */
    public GpmMetric metricId(int value) {
        store.putInt(offset(METRIC_ID), value);
        return this;
    }

    /** {@code nvmlReturn}. */
    public int nvmlReturn() {
        return store.getInt(offset(NVML_RETURN));
    }

    /** {@code nvmlReturn}. */
    public GpmMetric nvmlReturn(int value) {
        store.putInt(offset(NVML_RETURN), value);
        return this;
    }

    /** {@code value}. */
    public double value() {
        return store.getDouble(offset(VALUE));
    }

    /** {@code value}. */
    public GpmMetric value(double value) {
        store.putDouble(offset(VALUE), value);
        return this;
    }

    /** {@code metricInfo}. */
    public GpmMetricMetricInfo metricInfo() {
        return new GpmMetricMetricInfo(store, offset(METRIC_INFO));
    }
}
