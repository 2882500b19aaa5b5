package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuCreatablePlacementInfo_v1_t}. */
public final class VgpuCreatablePlacementInfoV1 {
    public static final String C_NAME = "nvmlVgpuCreatablePlacementInfo_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x01000020;
    public static final int VERSION = 0;
    public static final int VGPU_TYPE_ID = 4;
    public static final int COUNT = 8;
    public static final int PLACEMENT_IDS = 16;
    public static final int PLACEMENT_SIZE = 24;

    private VgpuCreatablePlacementInfoV1() {}
}
