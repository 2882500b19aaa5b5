package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlMemory_t}. Made by {@code generate.py}. */
public final class Memory extends Struct {
    public static final String C_NAME = "nvmlMemory_t";
    public static final int SIZE_BYTES = 24;
    public static final int TOTAL = 0;
    public static final int FREE = 8;
    public static final int USED = 16;

    /** In memory of its own, zeroed. */
    public Memory() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public Memory(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<Memory> array(int length) {
        return array(length, SIZE_BYTES, Memory::new);
    }

    /** {@code total}. */
    public long total() {
        return store.getLong(offset(TOTAL));
    }

    /** {@code total}. */
    public Memory total(long value) {
        store.putLong(offset(TOTAL), value);
        return this;
    }

    /** {@code free}. */
    public long free() {
        return store.getLong(offset(FREE));
    }

    /** {@code free}. */
    public Memory free(long value) {
        store.putLong(offset(FREE), value);
        return this;
    }

    /** {@code used}. */
    public long used() {
        return store.getLong(offset(USED));
    }

    /** {@code used}. */
    public Memory used(long value) {
        store.putLong(offset(USED), value);
        return this;
    }
}
