package org.headroom.nvml.raw.struct;

/** {@code nvmlFBCSessionInfo_t}. */
public final class FBCSessionInfo {
    public static final String C_NAME = "nvmlFBCSessionInfo_t";
    public static final int SIZE_BYTES = 48;
    public static final int SESSION_ID = 0;
    public static final int PID = 4;
    public static final int VGPU_INSTANCE = 8;
    public static final int DISPLAY_ORDINAL = 12;
    public static final int SESSION_TYPE = 16;
    public static final int SESSION_FLAGS = 20;
    public static final int H_MAX_RESOLUTION = 24;
    public static final int V_MAX_RESOLUTION = 28;
    public static final int H_RESOLUTION = 32;
    public static final int V_RESOLUTION = 36;
    public static final int AVERAGE_FPS = 40;
    public static final int AVERAGE_LATENCY = 44;

    private FBCSessionInfo() {}
}
