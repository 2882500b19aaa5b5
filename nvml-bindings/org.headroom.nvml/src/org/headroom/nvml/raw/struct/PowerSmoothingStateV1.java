package org.headroom.nvml.raw.struct;

/** {@code nvmlPowerSmoothingState_v1_t}. */
public final class PowerSmoothingStateV1 {
    public static final String C_NAME = "nvmlPowerSmoothingState_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int STATE = 4;

    private PowerSmoothingStateV1() {}
}
