package org.headroom.nvml.raw.struct;

/** {@code nvmlUnitInfo_t}. */
public final class UnitInfo {
    public static final String C_NAME = "nvmlUnitInfo_t";
    public static final int SIZE_BYTES = 384;
    public static final int NAME = 0;
    public static final int ID = 96;
    public static final int SERIAL = 192;
    public static final int FIRMWARE_VERSION = 288;

    private UnitInfo() {}
}
