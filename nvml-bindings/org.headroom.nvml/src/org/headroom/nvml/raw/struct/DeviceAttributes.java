package org.headroom.nvml.raw.struct;

/** {@code nvmlDeviceAttributes_t}. */
public final class DeviceAttributes {
    public static final String C_NAME = "nvmlDeviceAttributes_t";
    public static final int SIZE_BYTES = 40;
    public static final int MULTIPROCESSOR_COUNT = 0;
    public static final int SHARED_COPY_ENGINE_COUNT = 4;
    public static final int SHARED_DECODER_COUNT = 8;
    public static final int SHARED_ENCODER_COUNT = 12;
    public static final int SHARED_JPEG_COUNT = 16;
    public static final int SHARED_OFA_COUNT = 20;
    public static final int GPU_INSTANCE_SLICE_COUNT = 24;
    public static final int COMPUTE_INSTANCE_SLICE_COUNT = 28;
    public static final int MEMORY_SIZE_MB = 32;

    private DeviceAttributes() {}
}
