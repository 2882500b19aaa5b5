package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlProcessDetailList_v1_t}. Made by {@code generate.py}. */
public final class ProcessDetailListV1 extends Struct {
    public static final String C_NAME = "nvmlProcessDetailList_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int MODE = 4;
    public static final int NUM_PROC_ARRAY_ENTRIES = 8;
    public static final int PROC_ARRAY = 16;

    /** In memory of its own, zeroed but for the version word. */
    public ProcessDetailListV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ProcessDetailListV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<ProcessDetailListV1> array(int length) {
        return array(length, SIZE_BYTES, ProcessDetailListV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public ProcessDetailListV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code mode}. */
    public int mode() {
        return store.getInt(offset(MODE));
    }

    /** {@code mode}. */
    public ProcessDetailListV1 mode(int value) {
        store.putInt(offset(MODE), value);
        return this;
    }

    /** {@code numProcArrayEntries}. */
    public int numProcArrayEntries() {
        return store.getInt(offset(NUM_PROC_ARRAY_ENTRIES));
    }

    /** {@code numProcArrayEntries}. */
    public ProcessDetailListV1 numProcArrayEntries(int value) {
        store.putInt(offset(NUM_PROC_ARRAY_ENTRIES), value);
        return this;
    }

    /** {@code procArray}. */
    public long procArray() {
        return store.getLong(offset(PROC_ARRAY));
    }

    /** {@code procArray}. */
    public ProcessDetailListV1 procArray(long value) {
        store.putLong(offset(PROC_ARRAY), value);
        return this;
    }
}
