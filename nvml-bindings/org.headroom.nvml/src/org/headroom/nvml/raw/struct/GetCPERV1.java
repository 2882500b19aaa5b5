package org.headroom.nvml.raw.struct;

/** {@code nvmlGetCPER_v1_t}. */
public final class GetCPERV1 {
    public static final String C_NAME = "nvmlGetCPER_v1_t";
    public static final int SIZE_BYTES = 112;
    public static final int CURSOR = 0;
    public static final int BUFFER = 96;
    public static final int BUFFER_SIZE = 104;

    private GetCPERV1() {}
}
