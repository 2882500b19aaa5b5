package org.headroom.nvml.raw.struct;

/** {@code nvmlPRMCounterValue_v1_t}. */
public final class PRMCounterValueV1 {
    public static final String C_NAME = "nvmlPRMCounterValue_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int STATUS = 0;
    public static final int OUTPUT_TYPE = 4;
    public static final int OUTPUT_VALUE = 8;

    private PRMCounterValueV1() {}
}
