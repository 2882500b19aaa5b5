package org.headroom.nvml.raw.struct;

/** {@code nvmlComputeInstanceInfo_t}. */
public final class ComputeInstanceInfo {
    public static final String C_NAME = "nvmlComputeInstanceInfo_t";
    public static final int SIZE_BYTES = 32;
    public static final int DEVICE = 0;
    public static final int GPU_INSTANCE = 8;
    public static final int ID = 16;
    public static final int PROFILE_ID = 20;
    public static final int PLACEMENT = 24;

    private ComputeInstanceInfo() {}
}
