package org.headroom.nvml.raw.struct;

/** {@code nvmlGpmSupport_t}. */
public final class GpmSupport {
    public static final String C_NAME = "nvmlGpmSupport_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION = 0;
    public static final int IS_SUPPORTED_DEVICE = 4;

    private GpmSupport() {}
}
