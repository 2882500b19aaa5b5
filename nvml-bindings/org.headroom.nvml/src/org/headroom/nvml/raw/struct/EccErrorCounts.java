package org.headroom.nvml.raw.struct;

/** {@code nvmlEccErrorCounts_t}. */
public final class EccErrorCounts {
    public static final String C_NAME = "nvmlEccErrorCounts_t";
    public static final int SIZE_BYTES = 32;
    public static final int L1_CACHE = 0;
    public static final int L2_CACHE = 8;
    public static final int DEVICE_MEMORY = 16;
    public static final int REGISTER_FILE = 24;

    private EccErrorCounts() {}
}
