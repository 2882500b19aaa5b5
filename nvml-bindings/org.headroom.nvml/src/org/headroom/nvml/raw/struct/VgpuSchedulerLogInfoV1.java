package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerLogInfo_v1_t}. */
public final class VgpuSchedulerLogInfoV1 {
    public static final String C_NAME = "nvmlVgpuSchedulerLogInfo_v1_t";
    public static final int SIZE_BYTES = 9632;
    public static final int VERSION_WORD = 0x010025a0;
    public static final int VERSION = 0;
    public static final int ENGINE_ID = 4;
    public static final int SCHEDULER_POLICY = 8;
    public static final int ARR_MODE = 12;
    public static final int SCHEDULER_PARAMS = 16;
    public static final int ENTRIES_COUNT = 24;
    public static final int LOG_ENTRIES = 32;

    private VgpuSchedulerLogInfoV1() {}
}
