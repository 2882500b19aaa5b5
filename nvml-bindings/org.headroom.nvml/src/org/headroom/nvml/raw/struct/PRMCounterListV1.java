package org.headroom.nvml.raw.struct;

/** {@code nvmlPRMCounterList_v1_t}. */
public final class PRMCounterListV1 {
    public static final String C_NAME = "nvmlPRMCounterList_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int NUM_COUNTERS = 0;
    public static final int COUNTERS = 8;

    private PRMCounterListV1() {}
}
