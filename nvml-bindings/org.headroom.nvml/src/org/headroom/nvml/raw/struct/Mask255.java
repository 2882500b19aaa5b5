package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlMask255_t}. Made by {@code generate.py}. */
public final class Mask255 extends Struct {
    public static final String C_NAME = "nvmlMask255_t";
    public static final int SIZE_BYTES = 32;
    public static final int MASK = 0;
    public static final int MASK_LENGTH = 8;

    /** In memory of its own, zeroed. */
    public Mask255() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public Mask255(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<Mask255> array(int length) {
        return array(length, SIZE_BYTES, Mask255::new);
    }

    /** {@code mask}, one of 8. */
    public int mask(int i) {
        return store.getInt(element(MASK, i, MASK_LENGTH, 4));
    }

    /** {@code mask}, one of 8. */
    public Mask255 mask(int i, int value) {
        store.putInt(element(MASK, i, MASK_LENGTH, 4), value);
        return this;
    }
}
