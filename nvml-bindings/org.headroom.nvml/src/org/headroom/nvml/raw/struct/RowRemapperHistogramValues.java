package org.headroom.nvml.raw.struct;

/** {@code nvmlRowRemapperHistogramValues_t}. */
public final class RowRemapperHistogramValues {
    public static final String C_NAME = "nvmlRowRemapperHistogramValues_t";
    public static final int SIZE_BYTES = 20;
    public static final int MAX = 0;
    public static final int HIGH = 4;
    public static final int PARTIAL = 8;
    public static final int LOW = 12;
    public static final int NONE = 16;

    private RowRemapperHistogramValues() {}
}
