package org.headroom.nvml.raw.struct;

/** {@code nvmlEccSramUniqueUncorrectedErrorCounts_v1_t}. */
public final class EccSramUniqueUncorrectedErrorCountsV1 {
    public static final String C_NAME = "nvmlEccSramUniqueUncorrectedErrorCounts_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int ENTRY_COUNT = 4;
    public static final int ENTRIES = 8;

    private EccSramUniqueUncorrectedErrorCountsV1() {}
}
