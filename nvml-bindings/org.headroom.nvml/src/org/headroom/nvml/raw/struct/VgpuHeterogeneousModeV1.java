package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuHeterogeneousMode_v1_t}. */
public final class VgpuHeterogeneousModeV1 {
    public static final String C_NAME = "nvmlVgpuHeterogeneousMode_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int MODE = 4;

    private VgpuHeterogeneousModeV1() {}
}
