package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuFabricInfo_v2_t}. */
public final class GpuFabricInfoV2 {
    public static final String C_NAME = "nvmlGpuFabricInfo_v2_t";
    public static final int SIZE_BYTES = 36;
    public static final int VERSION_WORD = 0x02000024;
    public static final int VERSION = 0;
    public static final int CLUSTER_UUID = 4;
    public static final int STATUS = 20;
    public static final int CLIQUE_ID = 24;
    public static final int STATE = 28;
    public static final int HEALTH_MASK = 32;

    private GpuFabricInfoV2() {}
}
