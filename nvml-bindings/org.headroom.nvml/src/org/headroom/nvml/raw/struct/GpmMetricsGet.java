package org.headroom.nvml.raw.struct;

/** {@code nvmlGpmMetricsGet_t}. */
public final class GpmMetricsGet {
    public static final String C_NAME = "nvmlGpmMetricsGet_t";
    public static final int SIZE_BYTES = 13344;
    public static final int VERSION = 0;
    public static final int NUM_METRICS = 4;
    public static final int SAMPLE1 = 8;
    public static final int SAMPLE2 = 16;
    public static final int METRICS = 24;

    private GpmMetricsGet() {}
}
