package org.headroom.nvml.raw.struct;

/** {@code nvmlBridgeChipHierarchy_t}. */
public final class BridgeChipHierarchy {
    public static final String C_NAME = "nvmlBridgeChipHierarchy_t";
    public static final int SIZE_BYTES = 1028;
    public static final int BRIDGE_COUNT = 0;
    public static final int BRIDGE_CHIP_INFO = 4;

    private BridgeChipHierarchy() {}
}
