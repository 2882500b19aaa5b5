package org.headroom.nvml.raw.struct;

/** {@code nvmlEncoderSessionInfo_t}. */
public final class EncoderSessionInfo {
    public static final String C_NAME = "nvmlEncoderSessionInfo_t";
    public static final int SIZE_BYTES = 32;
    public static final int SESSION_ID = 0;
    public static final int PID = 4;
    public static final int VGPU_INSTANCE = 8;
    public static final int CODEC_TYPE = 12;
    public static final int H_RESOLUTION = 16;
    public static final int V_RESOLUTION = 20;
    public static final int AVERAGE_FPS = 24;
    public static final int AVERAGE_LATENCY = 28;

    private EncoderSessionInfo() {}
}
