package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuDynamicPstatesInfo_t}. */
public final class GpuDynamicPstatesInfo {
    public static final String C_NAME = "nvmlGpuDynamicPstatesInfo_t";
    public static final int SIZE_BYTES = 132;
    public static final int FLAGS = 0;
    public static final int UTILIZATION = 4;

    private GpuDynamicPstatesInfo() {}
}
