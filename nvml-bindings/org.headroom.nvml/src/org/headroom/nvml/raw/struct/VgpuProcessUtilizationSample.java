package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuProcessUtilizationSample_t}. */
public final class VgpuProcessUtilizationSample {
    public static final String C_NAME = "nvmlVgpuProcessUtilizationSample_t";
    public static final int SIZE_BYTES = 96;
    public static final int VGPU_INSTANCE = 0;
    public static final int PID = 4;
    public static final int PROCESS_NAME = 8;
    public static final int TIME_STAMP = 72;
    public static final int SM_UTIL = 80;
    public static final int MEM_UTIL = 84;
    public static final int ENC_UTIL = 88;
    public static final int DEC_UTIL = 92;

    private VgpuProcessUtilizationSample() {}
}
