package org.headroom.nvml.raw.struct;

/** {@code nvmlSystemEventData_v1_t}. */
public final class SystemEventDataV1 {
    public static final String C_NAME = "nvmlSystemEventData_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int EVENT_TYPE = 0;
    public static final int GPU_ID = 8;

    private SystemEventDataV1() {}
}
