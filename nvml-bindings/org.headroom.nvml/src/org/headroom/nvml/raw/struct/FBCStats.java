package org.headroom.nvml.raw.struct;

/** {@code nvmlFBCStats_t}. */
public final class FBCStats {
    public static final String C_NAME = "nvmlFBCStats_t";
    public static final int SIZE_BYTES = 12;
    public static final int SESSIONS_COUNT = 0;
    public static final int AVERAGE_FPS = 4;
    public static final int AVERAGE_LATENCY = 8;

    private FBCStats() {}
}
