package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuProcessesUtilizationInfo_v1_t}. */
public final class VgpuProcessesUtilizationInfoV1 {
    public static final String C_NAME = "nvmlVgpuProcessesUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int VGPU_PROCESS_COUNT = 4;
    public static final int LAST_SEEN_TIME_STAMP = 8;
    public static final int VGPU_PROC_UTIL_ARRAY = 16;

    private VgpuProcessesUtilizationInfoV1() {}
}
