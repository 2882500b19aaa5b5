package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerGetState_t}. */
public final class VgpuSchedulerGetState {
    public static final String C_NAME = "nvmlVgpuSchedulerGetState_t";
    public static final int SIZE_BYTES = 16;
    public static final int SCHEDULER_POLICY = 0;
    public static final int ARR_MODE = 4;
    public static final int SCHEDULER_PARAMS = 8;

    private VgpuSchedulerGetState() {}
}
