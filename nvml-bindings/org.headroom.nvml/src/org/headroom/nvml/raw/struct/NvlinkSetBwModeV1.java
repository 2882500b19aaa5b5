package org.headroom.nvml.raw.struct;

/** {@code nvmlNvlinkSetBwMode_v1_t}. */
public final class NvlinkSetBwModeV1 {
    public static final String C_NAME = "nvmlNvlinkSetBwMode_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int B_SET_BEST = 4;
    public static final int BW_MODE = 8;

    private NvlinkSetBwModeV1() {}
}
