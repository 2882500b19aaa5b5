package org.headroom.nvml.raw.struct;

/** {@code nvmlUnitFanInfo_t}. */
public final class UnitFanInfo {
    public static final String C_NAME = "nvmlUnitFanInfo_t";
    public static final int SIZE_BYTES = 8;
    public static final int SPEED = 0;
    public static final int STATE = 4;

    private UnitFanInfo() {}
}
