package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerState_v2_t}. */
public final class VgpuSchedulerStateV2 {
    public static final String C_NAME = "nvmlVgpuSchedulerState_v2_t";
    public static final int SIZE_BYTES = 16;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int AVG_FACTOR = 8;
    public static final int FREQUENCY = 12;

    private VgpuSchedulerStateV2() {}
}
