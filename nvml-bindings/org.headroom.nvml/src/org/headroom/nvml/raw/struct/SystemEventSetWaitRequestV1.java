package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlSystemEventSetWaitRequest_v1_t}. Made by {@code generate.py}. */
public final class SystemEventSetWaitRequestV1 extends Struct {
    public static final String C_NAME = "nvmlSystemEventSetWaitRequest_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x01000020;
    public static final int VERSION = 0;
    public static final int TIMEOUTMS = 4;
    public static final int SET = 8;
    public static final int DATA = 16;
    public static final int DATA_SIZE = 24;
    public static final int NUM_EVENT = 28;

    /** In memory of its own, zeroed but for the version word. */
    public SystemEventSetWaitRequestV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public SystemEventSetWaitRequestV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<SystemEventSetWaitRequestV1> array(int length) {
        return array(length, SIZE_BYTES, SystemEventSetWaitRequestV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public SystemEventSetWaitRequestV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code timeoutms}. */
    public int timeoutms() {
        return store.getInt(offset(TIMEOUTMS));
    }

    /** {@code timeoutms}. */
    public SystemEventSetWaitRequestV1 timeoutms(int value) {
        store.putInt(offset(TIMEOUTMS), value);
        return this;
    }

    /** {@code set}. */
    public long set() {
        return store.getLong(offset(SET));
    }

    /** {@code set}. */
    public SystemEventSetWaitRequestV1 set(long value) {
        store.putLong(offset(SET), value);
        return this;
    }

    /** {@code data}. */
    public long data() {
        return store.getLong(offset(DATA));
    }

    /** {@code data}. */
    public SystemEventSetWaitRequestV1 data(long value) {
        store.putLong(offset(DATA), value);
        return this;
    }

    /** {@code dataSize}. */
    public int dataSize() {
        return store.getInt(offset(DATA_SIZE));
    }

    /** {@code dataSize}. */
    public SystemEventSetWaitRequestV1 dataSize(int value) {
        store.putInt(offset(DATA_SIZE), value);
        return this;
    }

    /** {@code numEvent}. */
    public int numEvent() {
        return store.getInt(offset(NUM_EVENT));
    }

    /** {@code numEvent}. */
    public SystemEventSetWaitRequestV1 numEvent(int value) {
        store.putInt(offset(NUM_EVENT), value);
        return this;
    }
}
