package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuInstanceUtilizationSample_t}. */
public final class VgpuInstanceUtilizationSample {
    public static final String C_NAME = "nvmlVgpuInstanceUtilizationSample_t";
    public static final int SIZE_BYTES = 48;
    public static final int VGPU_INSTANCE = 0;
    public static final int TIME_STAMP = 8;
    public static final int SM_UTIL = 16;
    public static final int MEM_UTIL = 24;
    public static final int ENC_UTIL = 32;
    public static final int DEC_UTIL = 40;

    private VgpuInstanceUtilizationSample() {}
}
