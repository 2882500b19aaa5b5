package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlComputeInstanceInfo_t}. Made by {@code generate.py}. */
public final class ComputeInstanceInfo extends Struct {
    public static final String C_NAME = "nvmlComputeInstanceInfo_t";
    public static final int SIZE_BYTES = 32;
    public static final int DEVICE = 0;
    public static final int GPU_INSTANCE = 8;
    public static final int ID = 16;
    public static final int PROFILE_ID = 20;
    public static final int PLACEMENT = 24;

    /** In memory of its own, zeroed. */
    public ComputeInstanceInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ComputeInstanceInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ComputeInstanceInfo> array(int length) {
        return array(length, SIZE_BYTES, ComputeInstanceInfo::new);
    }

    /** {@code device}. */
    public long device() {
        return store.getLong(offset(DEVICE));
    }

    /** {@code device}. */
    public ComputeInstanceInfo device(long value) {
        store.putLong(offset(DEVICE), value);
        return this;
    }

    /** {@code gpuInstance}. */
    public long gpuInstance() {
        return store.getLong(offset(GPU_INSTANCE));
    }

    /** {@code gpuInstance}. */
    public ComputeInstanceInfo gpuInstance(long value) {
        store.putLong(offset(GPU_INSTANCE), value);
        return this;
    }

    /** {@code id}. */
    public int id() {
        return store.getInt(offset(ID));
    }

    /** {@code id}. */
    public ComputeInstanceInfo id(int value) {
        store.putInt(offset(ID), value);
        return this;
    }

    /** {@code profileId}. */
    public int profileId() {
        return store.getInt(offset(PROFILE_ID));
    }

    /** {@code profileId}. */
    public ComputeInstanceInfo profileId(int value) {
        store.putInt(offset(PROFILE_ID), value);
        return this;
    }

    /** {@code placement}. */
    public ComputeInstancePlacement placement() {
        return new ComputeInstancePlacement(store, offset(PLACEMENT));
    }
}
