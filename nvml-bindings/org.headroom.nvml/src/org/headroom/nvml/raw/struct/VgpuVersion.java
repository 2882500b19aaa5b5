package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuVersion_t}. */
public final class VgpuVersion {
    public static final String C_NAME = "nvmlVgpuVersion_t";
    public static final int SIZE_BYTES = 8;
    public static final int MIN_VERSION = 0;
    public static final int MAX_VERSION = 4;

    private VgpuVersion() {}
}
