package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuHeterogeneousMode_v1_t}. Made by {@code generate.py}. */
public final class VgpuHeterogeneousModeV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuHeterogeneousMode_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int MODE = 4;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuHeterogeneousModeV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuHeterogeneousModeV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuHeterogeneousModeV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuHeterogeneousModeV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuHeterogeneousModeV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code mode}. */
    public int mode() {
        return store.getInt(offset(MODE));
    }

    /** {@code mode}. */
    public VgpuHeterogeneousModeV1 mode(int value) {
        store.putInt(offset(MODE), value);
        return this;
    }
}
