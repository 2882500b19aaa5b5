package org.headroom.nvml.raw.struct;

/** {@code nvmlComputeInstanceProfileInfo_v2_t}. */
public final class ComputeInstanceProfileInfoV2 {
    public static final String C_NAME = "nvmlComputeInstanceProfileInfo_v2_t";
    public static final int SIZE_BYTES = 136;
    public static final int VERSION_WORD = 0x02000088;
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

    private ComputeInstanceProfileInfoV2() {}
}
