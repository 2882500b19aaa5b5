package org.headroom.nvml.raw.struct;

/** {@code nvmlDevicePerfModes_v1_t}. */
public final class DevicePerfModesV1 {
    public static final String C_NAME = "nvmlDevicePerfModes_v1_t";
    public static final int SIZE_BYTES = 2052;
    public static final int VERSION_WORD = 0x01000804;
    public static final int VERSION = 0;
    public static final int STR = 4;

    private DevicePerfModesV1() {}
}
