package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuInstancePlacement_t}. */
public final class GpuInstancePlacement {
    public static final String C_NAME = "nvmlGpuInstancePlacement_t";
    public static final int SIZE_BYTES = 8;
    public static final int START = 0;
    public static final int SIZE = 4;

    private GpuInstancePlacement() {}
}
