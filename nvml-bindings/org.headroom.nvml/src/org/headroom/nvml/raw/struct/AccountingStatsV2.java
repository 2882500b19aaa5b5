package org.headroom.nvml.raw.struct;

/** {@code nvmlAccountingStats_v2_t}. */
public final class AccountingStatsV2 {
    public static final String C_NAME = "nvmlAccountingStats_v2_t";
    public static final int SIZE_BYTES = 64;
    public static final int PID = 0;
    public static final int IS_RUNNING = 4;
    public static final int GPU_UTILIZATION = 8;
    public static final int MEMORY_UTILIZATION = 12;
    public static final int MAX_MEMORY_USAGE = 16;
    public static final int SAMPLE_COUNT = 24;
    public static final int SUM_GPU_UTIL = 32;
    public static final int SUM_FB_UTIL = 40;
    public static final int TIME = 48;
    public static final int START_TIME = 56;

    private AccountingStatsV2() {}
}
