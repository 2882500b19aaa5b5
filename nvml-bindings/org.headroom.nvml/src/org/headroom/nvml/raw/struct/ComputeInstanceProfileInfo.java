package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlComputeInstanceProfileInfo_t}. Made by {@code generate.py}. */
public final class ComputeInstanceProfileInfo extends Struct {
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

    /** In memory of its own, zeroed. */
    public ComputeInstanceProfileInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ComputeInstanceProfileInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ComputeInstanceProfileInfo> array(int length) {
        return array(length, SIZE_BYTES, ComputeInstanceProfileInfo::new);
    }

    /** {@code id}. */
    public int id() {
        return store.getInt(offset(ID));
    }

    /** {@code id}. */
    public ComputeInstanceProfileInfo id(int value) {
        store.putInt(offset(ID), value);
        return this;
    }

    /** {@code sliceCount}. */
    public int sliceCount() {
        return store.getInt(offset(SLICE_COUNT));
    }

    /** {@code sliceCount}. */
    public ComputeInstanceProfileInfo sliceCount(int value) {
        store.putInt(offset(SLICE_COUNT), value);
        return this;
    }

    /** {@code instanceCount}. */
    public int instanceCount() {
        return store.getInt(offset(INSTANCE_COUNT));
    }

    /** {@code instanceCount}. */
    public ComputeInstanceProfileInfo instanceCount(int value) {
        store.putInt(offset(INSTANCE_COUNT), value);
        return this;
    }

    /** {@code multiprocessorCount}. */
    public int multiprocessorCount() {
        return store.getInt(offset(MULTIPROCESSOR_COUNT));
    }

    /** {@code multiprocessorCount}. */
    public ComputeInstanceProfileInfo multiprocessorCount(int value) {
        store.putInt(offset(MULTIPROCESSOR_COUNT), value);
        return this;
    }

    /** {@code sharedCopyEngineCount}. */
    public int sharedCopyEngineCount() {
        return store.getInt(offset(SHARED_COPY_ENGINE_COUNT));
    }

    /** {@code sharedCopyEngineCount}. */
    public ComputeInstanceProfileInfo sharedCopyEngineCount(int value) {
        store.putInt(offset(SHARED_COPY_ENGINE_COUNT), value);
        return this;
    }

    /** {@code sharedDecoderCount}. */
    public int sharedDecoderCount() {
        return store.getInt(offset(SHARED_DECODER_COUNT));
    }

    /** {@code sharedDecoderCount}. */
    public ComputeInstanceProfileInfo sharedDecoderCount(int value) {
        store.putInt(offset(SHARED_DECODER_COUNT), value);
        return this;
    }

    /** {@code sharedEncoderCount}. */
    public int sharedEncoderCount() {
        return store.getInt(offset(SHARED_ENCODER_COUNT));
    }

    /** {@code sharedEncoderCount}. */
    public ComputeInstanceProfileInfo sharedEncoderCount(int value) {
        store.putInt(offset(SHARED_ENCODER_COUNT), value);
        return this;
    }

    /** {@code sharedJpegCount}. */
    public int sharedJpegCount() {
        return store.getInt(offset(SHARED_JPEG_COUNT));
    }

    /** {@code sharedJpegCount}. */
    public ComputeInstanceProfileInfo sharedJpegCount(int value) {
        store.putInt(offset(SHARED_JPEG_COUNT), value);
        return this;
    }

    /** {@code sharedOfaCount}. */
    public int sharedOfaCount() {
        return store.getInt(offset(SHARED_OFA_COUNT));
    }

    /** {@code sharedOfaCount}. */
    public ComputeInstanceProfileInfo sharedOfaCount(int value) {
        store.putInt(offset(SHARED_OFA_COUNT), value);
        return this;
    }
}
