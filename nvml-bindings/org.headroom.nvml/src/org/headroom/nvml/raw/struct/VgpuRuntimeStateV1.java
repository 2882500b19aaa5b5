package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuRuntimeState_v1_t}. Made by {@code generate.py}. */
public final class VgpuRuntimeStateV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuRuntimeState_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int SIZE = 8;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuRuntimeStateV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuRuntimeStateV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuRuntimeStateV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuRuntimeStateV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuRuntimeStateV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code size}. */
    public long size() {
        return store.getLong(offset(SIZE));
    }

    /** {@code size}. */
    public VgpuRuntimeStateV1 size(long value) {
        store.putLong(offset(SIZE), value);
        return this;
    }
}
