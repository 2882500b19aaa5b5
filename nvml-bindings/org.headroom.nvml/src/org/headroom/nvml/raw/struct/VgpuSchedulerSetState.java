package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerSetState_t}. */
public final class VgpuSchedulerSetState {
    public static final String C_NAME = "nvmlVgpuSchedulerSetState_t";
    public static final int SIZE_BYTES = 16;
    public static final int SCHEDULER_POLICY = 0;
    public static final int ENABLE_ARR_MODE = 4;
    public static final int SCHEDULER_PARAMS = 8;

    private VgpuSchedulerSetState() {}
}
