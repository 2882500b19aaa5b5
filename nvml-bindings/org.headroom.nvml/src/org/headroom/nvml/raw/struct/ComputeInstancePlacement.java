package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlComputeInstancePlacement_t}. Made by {@code generate.py}. */
public final class ComputeInstancePlacement extends Struct {
    public static final String C_NAME = "nvmlComputeInstancePlacement_t";
    public static final int SIZE_BYTES = 8;
    public static final int START = 0;
    public static final int SIZE = 4;

    /** In memory of its own, zeroed. */
    public ComputeInstancePlacement() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ComputeInstancePlacement(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ComputeInstancePlacement> array(int length) {
        return array(length, SIZE_BYTES, ComputeInstancePlacement::new);
    }

    /** {@code start}. */
    public int start() {
        return store.getInt(offset(START));
    }

    /** {@code start}. */
    public ComputeInstancePlacement start(int value) {
        store.putInt(offset(START), value);
        return this;
    }

    /** {@code size}. */
    public int size() {
        return store.getInt(offset(SIZE));
    }

    /** {@code size}. */
    public ComputeInstancePlacement size(int value) {
        store.putInt(offset(SIZE), value);
        return this;
    }
}
