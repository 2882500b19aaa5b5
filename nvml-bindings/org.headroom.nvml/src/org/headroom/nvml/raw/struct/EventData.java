package org.headroom.nvml.raw.struct;

/** {@code nvmlEventData_t}. */
public final class EventData {
    public static final String C_NAME = "nvmlEventData_t";
    public static final int SIZE_BYTES = 32;
    public static final int DEVICE = 0;
    public static final int EVENT_TYPE = 8;
    public static final int EVENT_DATA = 16;
    public static final int GPU_INSTANCE_ID = 24;
    public static final int COMPUTE_INSTANCE_ID = 28;

    private EventData() {}
}
