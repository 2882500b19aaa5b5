package org.headroom.nvml.raw.struct;

/** {@code nvmlComputeInstancePlacement_t}. */
public final class ComputeInstancePlacement {
    public static final String C_NAME = "nvmlComputeInstancePlacement_t";
    public static final int SIZE_BYTES = 8;
    public static final int START = 0;
    public static final int SIZE = 4;

    private ComputeInstancePlacement() {}
}
