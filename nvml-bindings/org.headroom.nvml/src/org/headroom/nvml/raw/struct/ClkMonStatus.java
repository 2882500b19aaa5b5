package org.headroom.nvml.raw.struct;

/** {@code nvmlClkMonStatus_t}. */
public final class ClkMonStatus {
    public static final String C_NAME = "nvmlClkMonStatus_t";
    public static final int SIZE_BYTES = 264;
    public static final int B_GLOBAL_STATUS = 0;
    public static final int CLK_MON_LIST_SIZE = 4;
    public static final int CLK_MON_LIST = 8;

    private ClkMonStatus() {}
}
