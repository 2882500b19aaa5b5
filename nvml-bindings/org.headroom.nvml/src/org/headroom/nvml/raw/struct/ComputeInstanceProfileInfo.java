package org.headroom.nvml.raw.struct;

/** {@code nvmlComputeInstanceProfileInfo_t}. */
public final class ComputeInstanceProfileInfo {
    public static final String C_NAME = "nvmlComputeInstanceProfileInfo_t";
    public static final int SIZE_BYTES = 36;
    public static final int ID = 0;
    public static final int SLICE_COUNT = 4;
    public static final int INSTANCE_COUNT = 8;
    public static final int MULTIPROCESSOR_COUNT = 12;
    public static final int SHARED_COPY_ENGINE_COUNT = 16;
    public static final int SHARED_DECODER_COUNT = 20;
    public static final int SHARED_ENCODER_COUNT = 24;
    public static final int SHARED_JPEG_COUNT = 28;
    public static final int SHARED_OFA_COUNT = 32;

    private ComputeInstanceProfileInfo() {}
}
