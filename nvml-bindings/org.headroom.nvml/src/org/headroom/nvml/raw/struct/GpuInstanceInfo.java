package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuInstanceInfo_t}. */
public final class GpuInstanceInfo {
    public static final String C_NAME = "nvmlGpuInstanceInfo_t";
    public static final int SIZE_BYTES = 24;
    public static final int DEVICE = 0;
    public static final int ID = 8;
    public static final int PROFILE_ID = 12;
    public static final int PLACEMENT = 16;

    private GpuInstanceInfo() {}
}
