package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuInstanceProfileInfo_v2_t}. */
public final class GpuInstanceProfileInfoV2 {
    public static final String C_NAME = "nvmlGpuInstanceProfileInfo_v2_t";
    public static final int SIZE_BYTES = 152;
    public static final int VERSION_WORD = 0x02000098;
    public static final int VERSION = 0;
    public static final int ID = 4;
    public static final int IS_P2P_SUPPORTED = 8;
    public static final int SLICE_COUNT = 12;
    public static final int INSTANCE_COUNT = 16;
    public static final int MULTIPROCESSOR_COUNT = 20;
    public static final int COPY_ENGINE_COUNT = 24;
    public static final int DECODER_COUNT = 28;
    public static final int ENCODER_COUNT = 32;
    public static final int JPEG_COUNT = 36;
    public static final int OFA_COUNT = 40;
    public static final int MEMORY_SIZE_MB = 48;
    public static final int NAME = 56;

    private GpuInstanceProfileInfoV2() {}
}
