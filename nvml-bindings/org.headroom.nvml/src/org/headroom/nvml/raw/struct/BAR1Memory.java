package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlBAR1Memory_t}. Made by {@code generate.py}. */
public final class BAR1Memory extends Struct {
    public static final String C_NAME = "nvmlBAR1Memory_t";
    public static final int SIZE_BYTES = 24;
    public static final int BAR1_TOTAL = 0;
    public static final int BAR1_FREE = 8;
    public static final int BAR1_USED = 16;

    /** In memory of its own, zeroed. */
    public BAR1Memory() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public BAR1Memory(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<BAR1Memory> array(int length) {
        return array(length, SIZE_BYTES, BAR1Memory::new);
    }

    /** {@code bar1Total}. */
    public long bar1Total() {
        return store.getLong(offset(BAR1_TOTAL));
    }

    /** {@code bar1Total}. */
    public BAR1Memory bar1Total(long value) {
        store.putLong(offset(BAR1_TOTAL), value);
        return this;
    }

    /** {@code bar1Free}. */
    public long bar1Free() {
        return store.getLong(offset(BAR1_FREE));
    }

    /** {@code bar1Free}. */
    public BAR1Memory bar1Free(long value) {
        store.putLong(offset(BAR1_FREE), value);
        return this;
    }

    /** {@code bar1Used}. */
    public long bar1Used() {
        return store.getLong(offset(BAR1_USED));
    }

    /** {@code bar1Used}. */
    public BAR1Memory bar1Used(long value) {
        store.putLong(offset(BAR1_USED), value);
        return this;
    }
}
