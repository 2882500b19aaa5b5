package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuPlacementId_v1_t}. */
public final class VgpuPlacementIdV1 {
    public static final String C_NAME = "nvmlVgpuPlacementId_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int PLACEMENT_ID = 4;

    private VgpuPlacementIdV1() {}
}
