package org.headroom.nvml.raw.struct;

/** {@code nvmlNvlinkSupportedBwModes_v1_t}. */
public final class NvlinkSupportedBwModesV1 {
    public static final String C_NAME = "nvmlNvlinkSupportedBwModes_v1_t";
    public static final int SIZE_BYTES = 28;
    public static final int VERSION_WORD = 0x0100001c;
    public static final int VERSION = 0;
    public static final int BW_MODES = 4;
    public static final int TOTAL_BW_MODES = 27;

    private NvlinkSupportedBwModesV1() {}
}
