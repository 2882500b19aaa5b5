package org.headroom.nvml.raw.struct;

/** {@code nvmlProcessInfo_v2_t}. */
public final class ProcessInfoV2 {
    public static final String C_NAME = "nvmlProcessInfo_v2_t";
    public static final int SIZE_BYTES = 24;
    public static final int PID = 0;
    public static final int USED_GPU_MEMORY = 8;
    public static final int GPU_INSTANCE_ID = 16;
    public static final int COMPUTE_INSTANCE_ID = 20;

    private ProcessInfoV2() {}
}
