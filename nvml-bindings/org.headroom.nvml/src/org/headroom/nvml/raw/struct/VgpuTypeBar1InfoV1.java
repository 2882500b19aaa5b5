package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuTypeBar1Info_v1_t}. Made by {@code generate.py}. */
public final class VgpuTypeBar1InfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuTypeBar1Info_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int BAR1_SIZE = 8;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuTypeBar1InfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuTypeBar1InfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuTypeBar1InfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuTypeBar1InfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuTypeBar1InfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code bar1Size}. */
    public long bar1Size() {
        return store.getLong(offset(BAR1_SIZE));
    }

    /** {@code bar1Size}. */
    public VgpuTypeBar1InfoV1 bar1Size(long value) {
        store.putLong(offset(BAR1_SIZE), value);
        return this;
    }
}
