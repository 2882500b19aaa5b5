package org.headroom.nvml.raw.struct;

/** {@code nvmlAccountingStats_t}. */
public final class AccountingStats {
    public static final String C_NAME = "nvmlAccountingStats_t";
    public static final int SIZE_BYTES = 56;
    public static final int GPU_UTILIZATION = 0;
    public static final int MEMORY_UTILIZATION = 4;
    public static final int MAX_MEMORY_USAGE = 8;
    public static final int TIME = 16;
    public static final int START_TIME = 24;
    public static final int IS_RUNNING = 32;
    public static final int RESERVED = 36;

    private AccountingStats() {}
}
