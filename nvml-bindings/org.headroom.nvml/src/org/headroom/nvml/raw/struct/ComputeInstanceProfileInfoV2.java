package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlComputeInstanceProfileInfo_v2_t}. Made by {@code generate.py}. */
public final class ComputeInstanceProfileInfoV2 extends Struct {
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

    /** In memory of its own, zeroed but for the version word. */
    public ComputeInstanceProfileInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ComputeInstanceProfileInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<ComputeInstanceProfileInfoV2> array(int length) {
        return array(length, SIZE_BYTES, ComputeInstanceProfileInfoV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public ComputeInstanceProfileInfoV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code id}. */
    public int id() {
        return store.getInt(offset(ID));
    }

    /** {@code id}. */
    public ComputeInstanceProfileInfoV2 id(int value) {
        store.putInt(offset(ID), value);
        return this;
    }

    /** {@code sliceCount}. */
    public int sliceCount() {
        return store.getInt(offset(SLICE_COUNT));
    }

    /** {@code sliceCount}. */
    public ComputeInstanceProfileInfoV2 sliceCount(int value) {
        store.putInt(offset(SLICE_COUNT), value);
        return this;
    }

    /** {@code instanceCount}. */
    public int instanceCount() {
        return store.getInt(offset(INSTANCE_COUNT));
    }

    /** {@code instanceCount}. */
    public ComputeInstanceProfileInfoV2 instanceCount(int value) {
        store.putInt(offset(INSTANCE_COUNT), value);
        return this;
    }

    /** {@code multiprocessorCount}. */
    public int multiprocessorCount() {
        return store.getInt(offset(MULTIPROCESSOR_COUNT));
    }

    /** {@code multiprocessorCount}. */
    public ComputeInstanceProfileInfoV2 multiprocessorCount(int value) {
        store.putInt(offset(MULTIPROCESSOR_COUNT), value);
        return this;
    }

    /** {@code sharedCopyEngineCount}. */
    public int sharedCopyEngineCount() {
        return store.getInt(offset(SHARED_COPY_ENGINE_COUNT));
    }

    /** {@code sharedCopyEngineCount}. */
    public ComputeInstanceProfileInfoV2 sharedCopyEngineCount(int value) {
        store.putInt(offset(SHARED_COPY_ENGINE_COUNT), value);
        return this;
    }

    /** {@code sharedDecoderCount}. */
    public int sharedDecoderCount() {
        return store.getInt(offset(SHARED_DECODER_COUNT));
    }

    /** {@code sharedDecoderCount}. */
    public ComputeInstanceProfileInfoV2 sharedDecoderCount(int value) {
        store.putInt(offset(SHARED_DECODER_COUNT), value);
        return this;
    }

    /** {@code sharedEncoderCount}. */
    public int sharedEncoderCount() {
        return store.getInt(offset(SHARED_ENCODER_COUNT));
    }

    /** {@code sharedEncoderCount}. */
    public ComputeInstanceProfileInfoV2 sharedEncoderCount(int value) {
        store.putInt(offset(SHARED_ENCODER_COUNT), value);
        return this;
    }

    /** {@code sharedJpegCount}. */
    public int sharedJpegCount() {
        return store.getInt(offset(SHARED_JPEG_COUNT));
    }

    /** {@code sharedJpegCount}. */
    public ComputeInstanceProfileInfoV2 sharedJpegCount(int value) {
        store.putInt(offset(SHARED_JPEG_COUNT), value);
        return this;
    }

    /** {@code sharedOfaCount}. */
    public int sharedOfaCount() {
        return store.getInt(offset(SHARED_OFA_COUNT));
    }

    /** {@code sharedOfaCount}. */
    public ComputeInstanceProfileInfoV2 sharedOfaCount(int value) {
        store.putInt(offset(SHARED_OFA_COUNT), value);
        return this;
    }

    /** {@code name}: text of 96 bytes. */
    public String name() {
        return getText(NAME, 96);
    }

    /** {@code name}: text of 96 bytes. */
    public ComputeInstanceProfileInfoV2 name(String value) {
        putText(NAME, 96, value);
        return this;
    }
}
