package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlDeviceAttributes_t}. Made by {@code generate.py}. */
public final class DeviceAttributes extends Struct {
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

    /** In memory of its own, zeroed. */
    public DeviceAttributes() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public DeviceAttributes(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<DeviceAttributes> array(int length) {
        return array(length, SIZE_BYTES, DeviceAttributes::new);
    }

    /** {@code multiprocessorCount}. */
    public int multiprocessorCount() {
        return store.getInt(offset(MULTIPROCESSOR_COUNT));
    }

    /** {@code multiprocessorCount}. */
    public DeviceAttributes multiprocessorCount(int value) {
        store.putInt(offset(MULTIPROCESSOR_COUNT), value);
        return this;
    }

    /** {@code sharedCopyEngineCount}. */
    public int sharedCopyEngineCount() {
        return store.getInt(offset(SHARED_COPY_ENGINE_COUNT));
    }

    /** {@code sharedCopyEngineCount}. */
    public DeviceAttributes sharedCopyEngineCount(int value) {
        store.putInt(offset(SHARED_COPY_ENGINE_COUNT), value);
        return this;
    }

    /** {@code sharedDecoderCount}. */
    public int sharedDecoderCount() {
        return store.getInt(offset(SHARED_DECODER_COUNT));
    }

    /** {@code sharedDecoderCount}. */
    public DeviceAttributes sharedDecoderCount(int value) {
        store.putInt(offset(SHARED_DECODER_COUNT), value);
        return this;
    }

    /** {@code sharedEncoderCount}. */
    public int sharedEncoderCount() {
        return store.getInt(offset(SHARED_ENCODER_COUNT));
    }

    /** {@code sharedEncoderCount}. */
    public DeviceAttributes sharedEncoderCount(int value) {
        store.putInt(offset(SHARED_ENCODER_COUNT), value);
        return this;
    }

    /** {@code sharedJpegCount}. */
    public int sharedJpegCount() {
        return store.getInt(offset(SHARED_JPEG_COUNT));
    }

    /** {@code sharedJpegCount}. */
    public DeviceAttributes sharedJpegCount(int value) {
        store.putInt(offset(SHARED_JPEG_COUNT), value);
        return this;
    }

    /** {@code sharedOfaCount}. */
    public int sharedOfaCount() {
        return store.getInt(offset(SHARED_OFA_COUNT));
    }

    /** {@code sharedOfaCount}. */
    public DeviceAttributes sharedOfaCount(int value) {
        store.putInt(offset(SHARED_OFA_COUNT), value);
        return this;
    }

    /** {@code gpuInstanceSliceCount}. */
    public int gpuInstanceSliceCount() {
        return store.getInt(offset(GPU_INSTANCE_SLICE_COUNT));
    }

    /** {@code gpuInstanceSliceCount}. */
    public DeviceAttributes gpuInstanceSliceCount(int value) {
        store.putInt(offset(GPU_INSTANCE_SLICE_COUNT), value);
        return this;
    }

    /** {@code computeInstanceSliceCount}. */
    public int computeInstanceSliceCount() {
        return store.getInt(offset(COMPUTE_INSTANCE_SLICE_COUNT));
    }

    /** {@code computeInstanceSliceCount}. */
    public DeviceAttributes computeInstanceSliceCount(int value) {
        store.putInt(offset(COMPUTE_INSTANCE_SLICE_COUNT), value);
        return this;
    }

    /** {@code memorySizeMB}. */
    public long memorySizeMB() {
        return store.getLong(offset(MEMORY_SIZE_MB));
    }

    /** {@code memorySizeMB}. */
    public DeviceAttributes memorySizeMB(long value) {
        store.putLong(offset(MEMORY_SIZE_MB), value);
        return this;
    }
}
