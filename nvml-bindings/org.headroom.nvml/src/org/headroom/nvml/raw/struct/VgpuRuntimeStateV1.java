package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuRuntimeState_v1_t}. */
public final class VgpuRuntimeStateV1 {
    public static final String C_NAME = "nvmlVgpuRuntimeState_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int SIZE = 8;

    private VgpuRuntimeStateV1() {}
}
