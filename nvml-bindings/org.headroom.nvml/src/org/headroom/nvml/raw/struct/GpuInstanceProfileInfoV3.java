package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuInstanceProfileInfo_v3_t}. */
public final class GpuInstanceProfileInfoV3 {
    public static final String C_NAME = "nvmlGpuInstanceProfileInfo_v3_t";
    public static final int SIZE_BYTES = 152;
    public static final int VERSION_WORD = 0x03000098;
    public static final int VERSION = 0;
    public static final int ID = 4;
    public static final int SLICE_COUNT = 8;
    public static final int INSTANCE_COUNT = 12;
    public static final int MULTIPROCESSOR_COUNT = 16;
    public static final int COPY_ENGINE_COUNT = 20;
    public static final int DECODER_COUNT = 24;
    public static final int ENCODER_COUNT = 28;
    public static final int JPEG_COUNT = 32;
    public static final int OFA_COUNT = 36;
    public static final int MEMORY_SIZE_MB = 40;
    public static final int NAME = 48;
    public static final int CAPABILITIES = 144;

    private GpuInstanceProfileInfoV3() {}
}
