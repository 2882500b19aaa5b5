package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerLog_t}. */
public final class VgpuSchedulerLog {
    public static final String C_NAME = "nvmlVgpuSchedulerLog_t";
    public static final int SIZE_BYTES = 9624;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int ARR_MODE = 8;
    public static final int SCHEDULER_PARAMS = 12;
    public static final int ENTRIES_COUNT = 20;
    public static final int LOG_ENTRIES = 24;

    private VgpuSchedulerLog() {}
}
