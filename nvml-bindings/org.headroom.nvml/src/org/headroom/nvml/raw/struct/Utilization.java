package org.headroom.nvml.raw.struct;

/** {@code nvmlUtilization_t}. */
public final class Utilization {
    public static final String C_NAME = "nvmlUtilization_t";
    public static final int SIZE_BYTES = 8;
    public static final int GPU = 0;
    public static final int MEMORY = 4;

    private Utilization() {}
}
