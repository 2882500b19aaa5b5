package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlSystemEventData_v1_t}. Made by {@code generate.py}. */
public final class SystemEventDataV1 extends Struct {
    public static final String C_NAME = "nvmlSystemEventData_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int EVENT_TYPE = 0;
    public static final int GPU_ID = 8;

    /** In memory of its own, zeroed. */
    public SystemEventDataV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public SystemEventDataV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<SystemEventDataV1> array(int length) {
        return array(length, SIZE_BYTES, SystemEventDataV1::new);
    }

    /** {@code eventType}. */
    public long eventType() {
        return store.getLong(offset(EVENT_TYPE));
    }

    /** {@code eventType}. */
    public SystemEventDataV1 eventType(long value) {
        store.putLong(offset(EVENT_TYPE), value);
        return this;
    }

    /** {@code gpuId}. */
    public int gpuId() {
        return store.getInt(offset(GPU_ID));
    }

    /** {@code gpuId}. */
    public SystemEventDataV1 gpuId(int value) {
        store.putInt(offset(GPU_ID), value);
        return this;
    }
}
