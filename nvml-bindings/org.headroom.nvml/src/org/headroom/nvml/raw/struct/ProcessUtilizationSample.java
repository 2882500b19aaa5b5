package org.headroom.nvml.raw.struct;

/** {@code nvmlProcessUtilizationSample_t}. */
public final class ProcessUtilizationSample {
    public static final String C_NAME = "nvmlProcessUtilizationSample_t";
    public static final int SIZE_BYTES = 32;
    public static final int PID = 0;
    public static final int TIME_STAMP = 8;
    public static final int SM_UTIL = 16;
    public static final int MEM_UTIL = 20;
    public static final int ENC_UTIL = 24;
    public static final int DEC_UTIL = 28;

    private ProcessUtilizationSample() {}
}
