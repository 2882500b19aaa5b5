package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpmMetricsGet_t}. Made by {@code generate.py}. */
public final class GpmMetricsGet extends Struct {
    public static final String C_NAME = "nvmlGpmMetricsGet_t";
    public static final int SIZE_BYTES = 13344;
    public static final int VERSION_WORD = 0x00000001;
    public static final int VERSION = 0;
    public static final int NUM_METRICS = 4;
    public static final int SAMPLE1 = 8;
    public static final int SAMPLE2 = 16;
    public static final int METRICS = 24;
    public static final int METRICS_LENGTH = 333;

    /** In memory of its own, zeroed but for the version word. */
    public GpmMetricsGet() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpmMetricsGet(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpmMetricsGet> array(int length) {
        return array(length, SIZE_BYTES, GpmMetricsGet::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public GpmMetricsGet version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code numMetrics}. */
    public int numMetrics() {
        return store.getInt(offset(NUM_METRICS));
    }

    /** {@code numMetrics}. */
    public GpmMetricsGet numMetrics(int value) {
        store.putInt(offset(NUM_METRICS), value);
        return this;
    }

    /** {@code sample1}. */
    public long sample1() {
        return store.getLong(offset(SAMPLE1));
    }

    /** {@code sample1}. */
    public GpmMetricsGet sample1(long value) {
        store.putLong(offset(SAMPLE1), value);
        return this;
    }

    /** {@code sample2}. */
    public long sample2() {
        return store.getLong(offset(SAMPLE2));
    }

    /** {@code sample2}. */
    public GpmMetricsGet sample2(long value) {
        store.putLong(offset(SAMPLE2), value);
        return this;
    }

    /** {@code metrics}, one of 333. */
    public GpmMetric metrics(int i) {
        int size = GpmMetric.SIZE_BYTES;
        int at = element(METRICS, i, METRICS_LENGTH, size);
        return new GpmMetric(store, at);
    }
}
