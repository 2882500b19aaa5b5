package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerLogEntry_v2_t}. */
public final class VgpuSchedulerLogEntryV2 {
    public static final String C_NAME = "nvmlVgpuSchedulerLogEntry_v2_t";
    public static final int SIZE_BYTES = 56;
    public static final int TIMESTAMP = 0;
    public static final int TIME_RUN_TOTAL = 8;
    public static final int TIME_RUN = 16;
    public static final int SW_RUNLIST_ID = 24;
    public static final int TARGET_TIME_SLICE = 32;
    public static final int CUMULATIVE_PREEMPTION_TIME = 40;
    public static final int WEIGHT = 48;

    private VgpuSchedulerLogEntryV2() {}
}
