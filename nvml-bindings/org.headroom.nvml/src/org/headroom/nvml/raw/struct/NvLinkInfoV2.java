package org.headroom.nvml.raw.struct;

/** {@code nvmlNvLinkInfo_v2_t}. */
public final class NvLinkInfoV2 {
    public static final String C_NAME = "nvmlNvLinkInfo_v2_t";
    public static final int SIZE_BYTES = 1612;
    public static final int VERSION_WORD = 0x0200064c;
    public static final int VERSION = 0;
    public static final int IS_NVLE_ENABLED = 4;
    public static final int FIRMWARE_INFO = 8;

    private NvLinkInfoV2() {}
}
