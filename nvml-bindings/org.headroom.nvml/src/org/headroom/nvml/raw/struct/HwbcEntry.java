package org.headroom.nvml.raw.struct;

/** {@code nvmlHwbcEntry_t}. */
public final class HwbcEntry {
    public static final String C_NAME = "nvmlHwbcEntry_t";
    public static final int SIZE_BYTES = 36;
    public static final int HWBC_ID = 0;
    public static final int FIRMWARE_VERSION = 4;

    private HwbcEntry() {}
}
