package org.headroom.nvml.raw.struct;

/** {@code nvmlComputeInstanceProfileInfo_v3_t}. */
public final class ComputeInstanceProfileInfoV3 {
    public static final String C_NAME = "nvmlComputeInstanceProfileInfo_v3_t";
    public static final int SIZE_BYTES = 140;
    public static final int VERSION_WORD = 0x0300008c;
    public static final int VERSION = 0;
    public static final int ID = 4;
    public static final int SLICE_COUNT = 8;
    public static final int INSTANCE_COUNT = 12;
    public static final int MULTIPROCESSOR_COUNT = 16;
    public static final int SHARED_COPY_ENGINE_COUNT = 20;
    public static final int SHARED_DECODER_COUNT = 24;
    public static final int SHARED_ENCODER_COUNT = 28;
    public static final int SHARED_JPEG_COUNT = 32;
    public static final int SHARED_OFA_COUNT = 36;
    public static final int NAME = 40;
    public static final int CAPABILITIES = 136;

    private ComputeInstanceProfileInfoV3() {}
}
