package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuPlacementList_v2_t}. */
public final class VgpuPlacementListV2 {
    public static final String C_NAME = "nvmlVgpuPlacementList_v2_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x02000020;
    public static final int VERSION = 0;
    public static final int PLACEMENT_SIZE = 4;
    public static final int COUNT = 8;
    public static final int PLACEMENT_IDS = 16;
    public static final int MODE = 24;

    private VgpuPlacementListV2() {}
}
