package org.headroom.nvml.raw.struct;

/** {@code nvmlBridgeChipInfo_t}. */
public final class BridgeChipInfo {
    public static final String C_NAME = "nvmlBridgeChipInfo_t";
    public static final int SIZE_BYTES = 8;
    public static final int TYPE = 0;
    public static final int FW_VERSION = 4;

    private BridgeChipInfo() {}
}
