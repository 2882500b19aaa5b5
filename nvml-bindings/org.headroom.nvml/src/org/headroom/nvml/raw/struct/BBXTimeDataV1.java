package org.headroom.nvml.raw.struct;

/** {@code nvmlBBXTimeData_v1_t}. */
public final class BBXTimeDataV1 {
    public static final String C_NAME = "nvmlBBXTimeData_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int TIME_RUN = 0;

    private BBXTimeDataV1() {}
}
