package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerSetParams_t}. */
public final class VgpuSchedulerSetParams {
    public static final String C_NAME = "nvmlVgpuSchedulerSetParams_t";
    public static final int SIZE_BYTES = 8;
    public static final int VGPU_SCHED_DATA_WITH_ARR = 0;
    public static final int VGPU_SCHED_DATA = 0;

    private VgpuSchedulerSetParams() {}
}
