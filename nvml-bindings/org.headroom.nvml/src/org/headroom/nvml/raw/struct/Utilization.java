package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlUtilization_t}. Made by {@code generate.py}. */
public final class Utilization extends Struct {
    public static final String C_NAME = "nvmlUtilization_t";
    public static final int SIZE_BYTES = 8;
    public static final int GPU = 0;
    public static final int MEMORY = 4;

    /** In memory of its own, zeroed. */
    public Utilization() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public Utilization(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<Utilization> array(int length) {
        return array(length, SIZE_BYTES, Utilization::new);
    }

    /** {@code gpu}. */
    public int gpu() {
        return store.getInt(offset(GPU));
    }

    /** {@code gpu}. */
    public Utilization gpu(int value) {
        store.putInt(offset(GPU), value);
        return this;
    }

    /** {@code memory}. */
    public int memory() {
        return store.getInt(offset(MEMORY));
    }

    /** {@code memory}. */
    public Utilization memory(int value) {
        store.putInt(offset(MEMORY), value);
        return this;
    }
}
