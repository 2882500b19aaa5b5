package org.headroom.nvml.raw.struct;

/** {@code nvmlViolationTime_t}. */
public final class ViolationTime {
    public static final String C_NAME = "nvmlViolationTime_t";
    public static final int SIZE_BYTES = 16;
    public static final int REFERENCE_TIME = 0;
    public static final int VIOLATION_TIME = 8;

    private ViolationTime() {}
}
