package org.headroom.nvml.raw.struct;

/** {@code nvmlProcessUtilizationInfo_v1_t}. */
public final class ProcessUtilizationInfoV1 {
    public static final String C_NAME = "nvmlProcessUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 40;
    public static final int TIME_STAMP = 0;
    public static final int PID = 8;
    public static final int SM_UTIL = 12;
    public static final int MEM_UTIL = 16;
    public static final int ENC_UTIL = 20;
    public static final int DEC_UTIL = 24;
    public static final int JPG_UTIL = 28;
    public static final int OFA_UTIL = 32;

    private ProcessUtilizationInfoV1() {}
}
