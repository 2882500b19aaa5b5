package org.headroom.nvml.raw.struct;

/** {@code nvmlMemory_t}. */
public final class Memory {
    public static final String C_NAME = "nvmlMemory_t";
    public static final int SIZE_BYTES = 24;
    public static final int TOTAL = 0;
    public static final int FREE = 8;
    public static final int USED = 16;

    private Memory() {}
}
