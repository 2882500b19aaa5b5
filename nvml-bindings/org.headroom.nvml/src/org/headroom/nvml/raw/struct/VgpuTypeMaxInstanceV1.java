package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuTypeMaxInstance_v1_t}. */
public final class VgpuTypeMaxInstanceV1 {
    public static final String C_NAME = "nvmlVgpuTypeMaxInstance_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int VGPU_TYPE_ID = 4;
    public static final int MAX_INSTANCE_PER_GI = 8;

    private VgpuTypeMaxInstanceV1() {}
}
