package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuInstancesUtilizationInfo_v1_t}. */
public final class VgpuInstancesUtilizationInfoV1 {
    public static final String C_NAME = "nvmlVgpuInstancesUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x01000020;
    public static final int VERSION = 0;
    public static final int SAMPLE_VAL_TYPE = 4;
    public static final int VGPU_INSTANCE_COUNT = 8;
    public static final int LAST_SEEN_TIME_STAMP = 16;
    public static final int VGPU_UTIL_ARRAY = 24;

    private VgpuInstancesUtilizationInfoV1() {}
}
