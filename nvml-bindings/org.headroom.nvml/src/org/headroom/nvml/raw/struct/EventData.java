package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlEventData_t}. Made by {@code generate.py}. */
public final class EventData extends Struct {
    public static final String C_NAME = "nvmlEventData_t";
    public static final int SIZE_BYTES = 32;
    public static final int DEVICE = 0;
    public static final int EVENT_TYPE = 8;
    public static final int EVENT_DATA = 16;
    public static final int GPU_INSTANCE_ID = 24;
    public static final int COMPUTE_INSTANCE_ID = 28;

    /** In memory of its own, zeroed. */
    public EventData() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public EventData(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<EventData> array(int length) {
        return array(length, SIZE_BYTES, EventData::new);
    }

    /** {@code device}. */
    public long device() {
        return store.getLong(offset(DEVICE));
    }

    /** {@code device}. */
    public EventData device(long value) {
        store.putLong(offset(DEVICE), value);
        return this;
    }

    /** {@code eventType}. */
    public long eventType() {
        return store.getLong(offset(EVENT_TYPE));
    }

    /** {@code eventType}. */
    public EventData eventType(long value) {
        store.putLong(offset(EVENT_TYPE), value);
        return this;
    }

    /** {@code eventData}. */
    public long eventData() {
        return store.getLong(offset(EVENT_DATA));
    }

    /** {@code eventData}. */
    public EventData eventData(long value) {
        store.putLong(offset(EVENT_DATA), value);
        return this;
    }

    /** {@code gpuInstanceId}. */
    public int gpuInstanceId() {
        return store.getInt(offset(GPU_INSTANCE_ID));
    }

    /** {@code gpuInstanceId}. */
    public EventData gpuInstanceId(int value) {
        store.putInt(offset(GPU_INSTANCE_ID), value);
        return this;
    }

    /** {@code computeInstanceId}. */
    public int computeInstanceId() {
        return store.getInt(offset(COMPUTE_INSTANCE_ID));
    }

    /** {@code computeInstanceId}. */
    public EventData computeInstanceId(int value) {
        store.putInt(offset(COMPUTE_INSTANCE_ID), value);
        return this;
    }
}
