package org.headroom.nvml.raw.struct;

/** {@code nvmlPRMCounterInput_v1_t}. */
public final class PRMCounterInputV1 {
    public static final String C_NAME = "nvmlPRMCounterInput_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int LOCAL_PORT = 0;

    private PRMCounterInputV1() {}
}
