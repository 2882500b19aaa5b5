package org.headroom.nvml.raw.struct;

/** {@code nvmlBAR1Memory_t}. */
public final class BAR1Memory {
    public static final String C_NAME = "nvmlBAR1Memory_t";
    public static final int SIZE_BYTES = 24;
    public static final int BAR1_TOTAL = 0;
    public static final int BAR1_FREE = 8;
    public static final int BAR1_USED = 16;

    private BAR1Memory() {}
}
