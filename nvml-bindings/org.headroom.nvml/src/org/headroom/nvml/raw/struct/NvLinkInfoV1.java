package org.headroom.nvml.raw.struct;

/** {@code nvmlNvLinkInfo_v1_t}. */
public final class NvLinkInfoV1 {
    public static final String C_NAME = "nvmlNvLinkInfo_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int IS_NVLE_ENABLED = 4;

    private NvLinkInfoV1() {}
}
