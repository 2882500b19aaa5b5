package org.headroom.nvml.raw.struct;

/** {@code nvmlC2cModeInfo_v1_t}. */
public final class C2cModeInfoV1 {
    public static final String C_NAME = "nvmlC2cModeInfo_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int VERSION_WORD = 0x01000004;
    public static final int IS_C2C_ENABLED = 0;

    private C2cModeInfoV1() {}
}
