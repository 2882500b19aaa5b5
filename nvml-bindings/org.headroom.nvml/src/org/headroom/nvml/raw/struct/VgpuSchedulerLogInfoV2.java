package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerLogInfo_v2_t}. */
public final class VgpuSchedulerLogInfoV2 {
    public static final String C_NAME = "nvmlVgpuSchedulerLogInfo_v2_t";
    public static final int SIZE_BYTES = 11224;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int AVG_FACTOR = 8;
    public static final int TIMESLICE = 12;
    public static final int ENTRIES_COUNT = 16;
    public static final int LOG_ENTRIES = 24;

    private VgpuSchedulerLogInfoV2() {}
}
