package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuInstanceUtilizationInfo_v1_t}. */
public final class VgpuInstanceUtilizationInfoV1 {
    public static final String C_NAME = "nvmlVgpuInstanceUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 64;
    public static final int TIME_STAMP = 0;
    public static final int VGPU_INSTANCE = 8;
    public static final int SM_UTIL = 16;
    public static final int MEM_UTIL = 24;
    public static final int ENC_UTIL = 32;
    public static final int DEC_UTIL = 40;
    public static final int JPG_UTIL = 48;
    public static final int OFA_UTIL = 56;

    private VgpuInstanceUtilizationInfoV1() {}
}
