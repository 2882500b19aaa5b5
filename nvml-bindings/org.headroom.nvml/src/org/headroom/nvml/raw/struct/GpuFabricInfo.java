package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuFabricInfo_t}. */
public final class GpuFabricInfo {
    public static final String C_NAME = "nvmlGpuFabricInfo_t";
    public static final int SIZE_BYTES = 28;
    public static final int CLUSTER_UUID = 0;
    public static final int STATUS = 16;
    public static final int CLIQUE_ID = 20;
    public static final int STATE = 24;

    private GpuFabricInfo() {}
}
