package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerParams_t}. */
public final class VgpuSchedulerParams {
    public static final String C_NAME = "nvmlVgpuSchedulerParams_t";
    public static final int SIZE_BYTES = 8;
    public static final int VGPU_SCHED_DATA_WITH_ARR = 0;
    public static final int VGPU_SCHED_DATA = 0;

    private VgpuSchedulerParams() {}
}
