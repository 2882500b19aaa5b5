package org.headroom.nvml.raw.struct;

/** {@code nvmlUnitFanSpeeds_t}. */
public final class UnitFanSpeeds {
    public static final String C_NAME = "nvmlUnitFanSpeeds_t";
    public static final int SIZE_BYTES = 196;
    public static final int FANS = 0;
    public static final int COUNT = 192;

    private UnitFanSpeeds() {}
}
