package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuPlacementList_v1_t}. */
public final class VgpuPlacementListV1 {
    public static final String C_NAME = "nvmlVgpuPlacementList_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int PLACEMENT_SIZE = 4;
    public static final int COUNT = 8;
    public static final int PLACEMENT_IDS = 16;

    private VgpuPlacementListV1() {}
}
