package org.headroom.nvml.raw.struct;

/** {@code nvmlProcessInfo_v1_t}. */
public final class ProcessInfoV1 {
    public static final String C_NAME = "nvmlProcessInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int PID = 0;
    public static final int USED_GPU_MEMORY = 8;

    private ProcessInfoV1() {}
}
