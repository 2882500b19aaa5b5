package org.headroom.nvml.raw.struct;

/** {@code nvmlActiveVgpuInstanceInfo_v1_t}. */
public final class ActiveVgpuInstanceInfoV1 {
    public static final String C_NAME = "nvmlActiveVgpuInstanceInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int VGPU_COUNT = 4;
    public static final int VGPU_INSTANCES = 8;

    private ActiveVgpuInstanceInfoV1() {}
}
