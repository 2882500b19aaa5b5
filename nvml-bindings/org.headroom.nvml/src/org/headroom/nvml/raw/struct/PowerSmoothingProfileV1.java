package org.headroom.nvml.raw.struct;

/** {@code nvmlPowerSmoothingProfile_v1_t}. */
public final class PowerSmoothingProfileV1 {
    public static final String C_NAME = "nvmlPowerSmoothingProfile_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int PROFILE_ID = 4;
    public static final int PARAM_ID = 8;
    public static final int VALUE = 16;

    private PowerSmoothingProfileV1() {}
}
