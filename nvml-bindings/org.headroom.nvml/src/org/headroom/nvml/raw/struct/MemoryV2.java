package org.headroom.nvml.raw.struct;

/** {@code nvmlMemory_v2_t}. */
public final class MemoryV2 {
    public static final String C_NAME = "nvmlMemory_v2_t";
    public static final int SIZE_BYTES = 40;
    public static final int VERSION_WORD = 0x02000028;
    public static final int VERSION = 0;
    public static final int TOTAL = 8;
    public static final int RESERVED = 16;
    public static final int FREE = 24;
    public static final int USED = 32;

    private MemoryV2() {}
}
