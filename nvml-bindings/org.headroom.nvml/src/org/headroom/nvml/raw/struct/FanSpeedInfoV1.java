package org.headroom.nvml.raw.struct;

/** {@code nvmlFanSpeedInfo_v1_t}. */
public final class FanSpeedInfoV1 {
    public static final String C_NAME = "nvmlFanSpeedInfo_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int FAN = 4;
    public static final int SPEED = 8;

    private FanSpeedInfoV1() {}
}
