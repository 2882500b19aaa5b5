package org.headroom.nvml.raw.struct;

/** {@code nvmlUnrepairableMemoryStatus_v1_t}. */
public final class UnrepairableMemoryStatusV1 {
    public static final String C_NAME = "nvmlUnrepairableMemoryStatus_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int B_UNREPAIRABLE_MEMORY = 0;

    private UnrepairableMemoryStatusV1() {}
}
