package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerStateInfo_v2_t}. */
public final class VgpuSchedulerStateInfoV2 {
    public static final String C_NAME = "nvmlVgpuSchedulerStateInfo_v2_t";
    public static final int SIZE_BYTES = 16;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int AVG_FACTOR = 8;
    public static final int TIMESLICE = 12;

    private VgpuSchedulerStateInfoV2() {}
}
