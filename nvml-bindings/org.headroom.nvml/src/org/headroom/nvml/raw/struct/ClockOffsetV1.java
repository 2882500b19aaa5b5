package org.headroom.nvml.raw.struct;

/** {@code nvmlClockOffset_v1_t}. */
public final class ClockOffsetV1 {
    public static final String C_NAME = "nvmlClockOffset_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int TYPE = 4;
    public static final int PSTATE = 8;
    public static final int CLOCK_OFFSET_M_HZ = 12;
    public static final int MIN_CLOCK_OFFSET_M_HZ = 16;
    public static final int MAX_CLOCK_OFFSET_M_HZ = 20;

    private ClockOffsetV1() {}
}
