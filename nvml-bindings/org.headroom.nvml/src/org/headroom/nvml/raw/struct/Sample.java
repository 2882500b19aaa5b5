package org.headroom.nvml.raw.struct;

/** {@code nvmlSample_t}. */
public final class Sample {
    public static final String C_NAME = "nvmlSample_t";
    public static final int SIZE_BYTES = 16;
    public static final int TIME_STAMP = 0;
    public static final int SAMPLE_VALUE = 8;

    private Sample() {}
}
