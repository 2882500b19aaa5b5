package org.headroom.nvml.raw.struct;

/** {@code nvmlEccSramUniqueUncorrectedErrorEntry_v1_t}. */
public final class EccSramUniqueUncorrectedErrorEntryV1 {
    public static final String C_NAME = "nvmlEccSramUniqueUncorrectedErrorEntry_v1_t";
    public static final int SIZE_BYTES = 28;
    public static final int UNIT = 0;
    public static final int LOCATION = 4;
    public static final int SUBLOCATION = 8;
    public static final int EXTLOCATION = 12;
    public static final int ADDRESS = 16;
    public static final int IS_PARITY = 20;
    public static final int COUNT = 24;

    private EccSramUniqueUncorrectedErrorEntryV1() {}
}
