package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuInstanceProfileInfo_v2_t}. Made by {@code generate.py}. */
public final class GpuInstanceProfileInfoV2 extends Struct {
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

    /** In memory of its own, zeroed but for the version word. */
    public GpuInstanceProfileInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuInstanceProfileInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuInstanceProfileInfoV2> array(int length) {
        return array(length, SIZE_BYTES, GpuInstanceProfileInfoV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public GpuInstanceProfileInfoV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code id}. */
    public int id() {
        return store.getInt(offset(ID));
    }

    /** {@code id}. */
    public GpuInstanceProfileInfoV2 id(int value) {
        store.putInt(offset(ID), value);
        return this;
    }

    /** {@code isP2pSupported}. */
    public int isP2pSupported() {
        return store.getInt(offset(IS_P2P_SUPPORTED));
    }

    /** {@code isP2pSupported}. */
    public GpuInstanceProfileInfoV2 isP2pSupported(int value) {
        store.putInt(offset(IS_P2P_SUPPORTED), value);
        return this;
    }

    /** {@code sliceCount}. */
    public int sliceCount() {
        return store.getInt(offset(SLICE_COUNT));
    }

    /** {@code sliceCount}. */
    public GpuInstanceProfileInfoV2 sliceCount(int value) {
        store.putInt(offset(SLICE_COUNT), value);
        return this;
    }

    /** {@code instanceCount}. */
    public int instanceCount() {
        return store.getInt(offset(INSTANCE_COUNT));
    }

    /** {@code instanceCount}. */
    public GpuInstanceProfileInfoV2 instanceCount(int value) {
        store.putInt(offset(INSTANCE_COUNT), value);
        return this;
    }

    /** {@code multiprocessorCount}. */
    public int multiprocessorCount() {
        return store.getInt(offset(MULTIPROCESSOR_COUNT));
    }

    /** {@code multiprocessorCount}. */
    public GpuInstanceProfileInfoV2 multiprocessorCount(int value) {
        store.putInt(offset(MULTIPROCESSOR_COUNT), value);
        return this;
    }

    /** {@code copyEngineCount}. */
    public int copyEngineCount() {
        return store.getInt(offset(COPY_ENGINE_COUNT));
    }

    /** {@code copyEngineCount}. */
    public GpuInstanceProfileInfoV2 copyEngineCount(int value) {
        store.putInt(offset(COPY_ENGINE_COUNT), value);
        return this;
    }

    /** {@code decoderCount}. */
    public int decoderCount() {
        return store.getInt(offset(DECODER_COUNT));
    }

    /** {@code decoderCount}. */
    public GpuInstanceProfileInfoV2 decoderCount(int value) {
        store.putInt(offset(DECODER_COUNT), value);
        return this;
    }

    /** {@code encoderCount}. */
    public int encoderCount() {
        return store.getInt(offset(ENCODER_COUNT));
    }

    /** {@code encoderCount}. */
    public GpuInstanceProfileInfoV2 encoderCount(int value) {
        store.putInt(offset(ENCODER_COUNT), value);
        return this;
    }

    /** {@code jpegCount}. */
    public int jpegCount() {
        return store.getInt(offset(JPEG_COUNT));
    }

    /** {@code jpegCount}. */
    public GpuInstanceProfileInfoV2 jpegCount(int value) {
        store.putInt(offset(JPEG_COUNT), value);
        return this;
    }

    /** {@code ofaCount}. */
    public int ofaCount() {
        return store.getInt(offset(OFA_COUNT));
    }

    /** {@code ofaCount}. */
    public GpuInstanceProfileInfoV2 ofaCount(int value) {
        store.putInt(offset(OFA_COUNT), value);
        return this;
    }

    /** {@code memorySizeMB}. */
    public long memorySizeMB() {
        return store.getLong(offset(MEMORY_SIZE_MB));
    }

    /** {@code memorySizeMB}. */
    public GpuInstanceProfileInfoV2 memorySizeMB(long value) {
        store.putLong(offset(MEMORY_SIZE_MB), value);
        return this;
    }

    /** {@code name}: text of 96 bytes. */
    public String name() {
        return getText(NAME, 96);
    }

    /** {@code name}: text of 96 bytes. */
    public GpuInstanceProfileInfoV2 name(String value) {
        putText(NAME, 96, value);
        return this;
    }
}
