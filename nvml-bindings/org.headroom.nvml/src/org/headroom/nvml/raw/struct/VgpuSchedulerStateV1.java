package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerState_v1_t}. */
public final class VgpuSchedulerStateV1 {
    public static final String C_NAME = "nvmlVgpuSchedulerState_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int ENGINE_ID = 4;
    public static final int SCHEDULER_POLICY = 8;
    public static final int ENABLE_ARR_MODE = 12;
    public static final int SCHEDULER_PARAMS = 16;

    private VgpuSchedulerStateV1() {}
}
