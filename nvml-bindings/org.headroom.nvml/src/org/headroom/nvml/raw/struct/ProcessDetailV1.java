package org.headroom.nvml.raw.struct;

/** {@code nvmlProcessDetail_v1_t}. */
public final class ProcessDetailV1 {
    public static final String C_NAME = "nvmlProcessDetail_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int PID = 0;
    public static final int USED_GPU_MEMORY = 8;
    public static final int GPU_INSTANCE_ID = 16;
    public static final int COMPUTE_INSTANCE_ID = 20;
    public static final int USED_GPU_CC_PROTECTED_MEMORY = 24;

    private ProcessDetailV1() {}
}
