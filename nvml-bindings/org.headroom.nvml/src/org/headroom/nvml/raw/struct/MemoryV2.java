package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlMemory_v2_t}. Made by {@code generate.py}. */
public final class MemoryV2 extends Struct {
    public static final String C_NAME = "nvmlMemory_v2_t";
    public static final int SIZE_BYTES = 40;
    public static final int VERSION_WORD = 0x02000028;
    public static final int VERSION = 0;
    public static final int TOTAL = 8;
    public static final int RESERVED = 16;
    public static final int FREE = 24;
    public static final int USED = 32;

    /** In memory of its own, zeroed but for the version word. */
    public MemoryV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public MemoryV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<MemoryV2> array(int length) {
        return array(length, SIZE_BYTES, MemoryV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public MemoryV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code total}. */
    public long total() {
        return store.getLong(offset(TOTAL));
    }

    /** {@code total}. */
    public MemoryV2 total(long value) {
        store.putLong(offset(TOTAL), value);
        return this;
    }

    /** {@code reserved}. */
    public long reserved() {
        return store.getLong(offset(RESERVED));
    }

    /** {@code reserved}. */
    public MemoryV2 reserved(long value) {
        store.putLong(offset(RESERVED), value);
        return this;
    }

    /** {@code free}. */
    public long free() {
        return store.getLong(offset(FREE));
    }

    /** {@code free}. */
    public MemoryV2 free(long value) {
        store.putLong(offset(FREE), value);
        return this;
    }

    /** {@code used}. */
    public long used() {
        return store.getLong(offset(USED));
    }

    /** {@code used}. */
    public MemoryV2 used(long value) {
        store.putLong(offset(USED), value);
        return this;
    }
}
