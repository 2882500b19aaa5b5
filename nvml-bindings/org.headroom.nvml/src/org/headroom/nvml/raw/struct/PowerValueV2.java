package org.headroom.nvml.raw.struct;

/** {@code nvmlPowerValue_v2_t}. */
public final class PowerValueV2 {
    public static final String C_NAME = "nvmlPowerValue_v2_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0200000c;
    public static final int VERSION = 0;
    public static final int POWER_SCOPE = 4;
    public static final int POWER_VALUE_MW = 8;

    private PowerValueV2() {}
}
