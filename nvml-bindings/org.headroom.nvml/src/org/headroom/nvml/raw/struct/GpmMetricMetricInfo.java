package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpmMetric_t.metricInfo}. Made by {@code generate.py}. */
public final class GpmMetricMetricInfo extends Struct {
    public static final String C_NAME = "nvmlGpmMetric_t.metricInfo";
    public static final int SIZE_BYTES = 24;
    public static final int SHORT_NAME = 0;
    public static final int LONG_NAME = 8;
    public static final int UNIT = 16;

    /** In memory of its own, zeroed. */
    public GpmMetricMetricInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpmMetricMetricInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpmMetricMetricInfo> array(int length) {
        return array(length, SIZE_BYTES, GpmMetricMetricInfo::new);
    }

    /** {@code shortName}. */
    public long shortName() {
        return store.getLong(offset(SHORT_NAME));
    }

    /** {@code shortName}. */
    public GpmMetricMetricInfo shortName(long value) {
        store.putLong(offset(SHORT_NAME), value);
        return this;
    }

    /** {@code longName}. */
    public long longName() {
        return store.getLong(offset(LONG_NAME));
    }

    /** {@code longName}. */
    public GpmMetricMetricInfo longName(long value) {
        store.putLong(offset(LONG_NAME), value);
        return this;
    }

    /** {@code unit}. */
    public long unit() {
        return store.getLong(offset(UNIT));
    }

    /** {@code unit}. */
    public GpmMetricMetricInfo unit(long value) {
        store.putLong(offset(UNIT), value);
        return this;
    }
}
