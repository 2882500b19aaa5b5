package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuProcessUtilizationInfo_v1_t}. */
public final class VgpuProcessUtilizationInfoV1 {
    public static final String C_NAME = "nvmlVgpuProcessUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 104;
    public static final int PROCESS_NAME = 0;
    public static final int TIME_STAMP = 64;
    public static final int VGPU_INSTANCE = 72;
    public static final int PID = 76;
    public static final int SM_UTIL = 80;
    public static final int MEM_UTIL = 84;
    public static final int ENC_UTIL = 88;
    public static final int DEC_UTIL = 92;
    public static final int JPG_UTIL = 96;
    public static final int OFA_UTIL = 100;

    private VgpuProcessUtilizationInfoV1() {}
}
