package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuInstanceInfo_t}. Made by {@code generate.py}. */
public final class GpuInstanceInfo extends Struct {
    public static final String C_NAME = "nvmlGpuInstanceInfo_t";
    public static final int SIZE_BYTES = 24;
    public static final int DEVICE = 0;
    public static final int ID = 8;
    public static final int PROFILE_ID = 12;
    public static final int PLACEMENT = 16;

    /** In memory of its own, zeroed. */
    public GpuInstanceInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuInstanceInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuInstanceInfo> array(int length) {
        return array(length, SIZE_BYTES, GpuInstanceInfo::new);
    }

    /** {@code device}. */
    public long device() {
        return store.getLong(offset(DEVICE));
    }

    /** {@code device}. */
    public GpuInstanceInfo device(long value) {
        store.putLong(offset(DEVICE), value);
        return this;
    }

    /** {@code id}. */
    public int id() {
        return store.getInt(offset(ID));
    }

    /** {@code id}. */
    public GpuInstanceInfo id(int value) {
        store.putInt(offset(ID), value);
        return this;
    }

    /** {@code profileId}. */
    public int profileId() {
        return store.getInt(offset(PROFILE_ID));
    }

    /** {@code profileId}. */
    public GpuInstanceInfo profileId(int value) {
        store.putInt(offset(PROFILE_ID), value);
        return this;
    }

    /** {@code placement}. */
    public GpuInstancePlacement placement() {
        return new GpuInstancePlacement(store, offset(PLACEMENT));
    }
}
