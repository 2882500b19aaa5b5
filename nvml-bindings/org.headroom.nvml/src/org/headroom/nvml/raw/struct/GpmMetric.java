package org.headroom.nvml.raw.struct;

/** {@code nvmlGpmMetric_t}. */
public final class GpmMetric {
    public static final String C_NAME = "nvmlGpmMetric_t";
    public static final int SIZE_BYTES = 40;
    public static final int METRIC_ID = 0;
    public static final int NVML_RETURN = 4;
    public static final int VALUE = 8;
    public static final int METRIC_INFO = 16;

    private GpmMetric() {}
}
