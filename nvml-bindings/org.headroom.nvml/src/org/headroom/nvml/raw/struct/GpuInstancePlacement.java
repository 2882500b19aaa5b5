package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuInstancePlacement_t}. Made by {@code generate.py}. */
public final class GpuInstancePlacement extends Struct {
    public static final String C_NAME = "nvmlGpuInstancePlacement_t";
    public static final int SIZE_BYTES = 8;
    public static final int START = 0;
    public static final int SIZE = 4;

    /** In memory of its own, zeroed. */
    public GpuInstancePlacement() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuInstancePlacement(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuInstancePlacement> array(int length) {
        return array(length, SIZE_BYTES, GpuInstancePlacement::new);
    }

    /** {@code start}. */
    public int start() {
        return store.getInt(offset(START));
    }

    /** {@code start}. */
    public GpuInstancePlacement start(int value) {
        store.putInt(offset(START), value);
        return this;
    }

    /** {@code size}. */
    public int size() {
        return store.getInt(offset(SIZE));
    }

    /** {@code size}. */
    public GpuInstancePlacement size(int value) {
        store.putInt(offset(SIZE), value);
        return this;
    }
}
