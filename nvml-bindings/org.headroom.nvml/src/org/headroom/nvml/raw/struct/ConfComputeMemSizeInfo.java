package org.headroom.nvml.raw.struct;

/** {@code nvmlConfComputeMemSizeInfo_t}. */
public final class ConfComputeMemSizeInfo {
    public static final String C_NAME = "nvmlConfComputeMemSizeInfo_t";
    public static final int SIZE_BYTES = 16;
    public static final int PROTECTED_MEM_SIZE_KIB = 0;
    public static final int UNPROTECTED_MEM_SIZE_KIB = 8;

    private ConfComputeMemSizeInfo() {}
}
