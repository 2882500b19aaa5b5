package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlUnrepairableMemoryStatus_v1_t}. Made by {@code generate.py}. */
public final class UnrepairableMemoryStatusV1 extends Struct {
    public static final String C_NAME = "nvmlUnrepairableMemoryStatus_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int B_UNREPAIRABLE_MEMORY = 0;

    /** In memory of its own, zeroed. */
    public UnrepairableMemoryStatusV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public UnrepairableMemoryStatusV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<UnrepairableMemoryStatusV1> array(int length) {
        return array(length, SIZE_BYTES, UnrepairableMemoryStatusV1::new);
    }

    /** {@code bUnrepairableMemory}. */
    public int bUnrepairableMemory() {
        return store.getInt(offset(B_UNREPAIRABLE_MEMORY));
    }

    /** {@code bUnrepairableMemory}. */
    public UnrepairableMemoryStatusV1 bUnrepairableMemory(int value) {
        store.putInt(offset(B_UNREPAIRABLE_MEMORY), value);
        return this;
    }
}
