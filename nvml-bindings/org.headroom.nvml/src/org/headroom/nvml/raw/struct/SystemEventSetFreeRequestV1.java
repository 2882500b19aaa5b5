package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlSystemEventSetFreeRequest_v1_t}. Made by {@code generate.py}. */
public final class SystemEventSetFreeRequestV1 extends Struct {
    public static final String C_NAME = "nvmlSystemEventSetFreeRequest_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int SET = 8;

    /** In memory of its own, zeroed but for the version word. */
    public SystemEventSetFreeRequestV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public SystemEventSetFreeRequestV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<SystemEventSetFreeRequestV1> array(int length) {
        return array(length, SIZE_BYTES, SystemEventSetFreeRequestV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public SystemEventSetFreeRequestV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code set}. */
    public long set() {
        return store.getLong(offset(SET));
    }

    /** {@code set}. */
    public SystemEventSetFreeRequestV1 set(long value) {
        store.putLong(offset(SET), value);
        return this;
    }
}
