package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuPgpuCompatibility_t}. */
public final class VgpuPgpuCompatibility {
    public static final String C_NAME = "nvmlVgpuPgpuCompatibility_t";
    public static final int SIZE_BYTES = 8;
    public static final int VGPU_VM_COMPATIBILITY = 0;
    public static final int COMPATIBILITY_LIMIT_CODE = 4;

    private VgpuPgpuCompatibility() {}
}
