package org.headroom.nvml.raw.struct;

/** {@code nvmlSystemEventSetWaitRequest_v1_t}. */
public final class SystemEventSetWaitRequestV1 {
    public static final String C_NAME = "nvmlSystemEventSetWaitRequest_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x01000020;
    public static final int VERSION = 0;
    public static final int TIMEOUTMS = 4;
    public static final int SET = 8;
    public static final int DATA = 16;
    public static final int DATA_SIZE = 24;
    public static final int NUM_EVENT = 28;

    private SystemEventSetWaitRequestV1() {}
}
