package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuFabricInfo_v3_t}. */
public final class GpuFabricInfoV3 {
    public static final String C_NAME = "nvmlGpuFabricInfo_v3_t";
    public static final int SIZE_BYTES = 40;
    public static final int VERSION_WORD = 0x03000028;
    public static final int VERSION = 0;
    public static final int CLUSTER_UUID = 4;
    public static final int STATUS = 20;
    public static final int CLIQUE_ID = 24;
    public static final int STATE = 28;
    public static final int HEALTH_MASK = 32;
    public static final int HEALTH_SUMMARY = 36;

    private GpuFabricInfoV3() {}
}
