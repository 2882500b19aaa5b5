package org.headroom.nvml.raw.struct;

/** {@code nvmlPRMCounter_v1_t}. */
public final class PRMCounterV1 {
    public static final String C_NAME = "nvmlPRMCounter_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int COUNTER_ID = 0;
    public static final int IN_DATA = 4;
    public static final int COUNTER_VALUE = 8;

    private PRMCounterV1() {}
}
