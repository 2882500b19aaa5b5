package org.headroom.nvml.raw.struct;

/** {@code nvmlConfComputeSystemCaps_t}. */
public final class ConfComputeSystemCaps {
    public static final String C_NAME = "nvmlConfComputeSystemCaps_t";
    public static final int SIZE_BYTES = 8;
    public static final int CPU_CAPS = 0;
    public static final int GPUS_CAPS = 4;

    private ConfComputeSystemCaps() {}
}
