package org.headroom.nvml.raw.struct;

/** {@code nvmlSystemRegisterEventRequest_v1_t}. */
public final class SystemRegisterEventRequestV1 {
    public static final String C_NAME = "nvmlSystemRegisterEventRequest_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int EVENT_TYPES = 8;
    public static final int SET = 16;

    private SystemRegisterEventRequestV1() {}
}
