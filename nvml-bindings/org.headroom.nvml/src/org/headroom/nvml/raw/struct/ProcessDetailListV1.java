package org.headroom.nvml.raw.struct;

/** {@code nvmlProcessDetailList_v1_t}. */
public final class ProcessDetailListV1 {
    public static final String C_NAME = "nvmlProcessDetailList_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int MODE = 4;
    public static final int NUM_PROC_ARRAY_ENTRIES = 8;
    public static final int PROC_ARRAY = 16;

    private ProcessDetailListV1() {}
}
