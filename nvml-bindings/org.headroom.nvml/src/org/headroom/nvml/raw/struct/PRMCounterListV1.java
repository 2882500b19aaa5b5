package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPRMCounterList_v1_t}. Made by {@code generate.py}. */
public final class PRMCounterListV1 extends Struct {
    public static final String C_NAME = "nvmlPRMCounterList_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int NUM_COUNTERS = 0;
    public static final int COUNTERS = 8;

    /** In memory of its own, zeroed. */
    public PRMCounterListV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PRMCounterListV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<PRMCounterListV1> array(int length) {
        return array(length, SIZE_BYTES, PRMCounterListV1::new);
    }

    /** {@code numCounters}. */
    public int numCounters() {
        return store.getInt(offset(NUM_COUNTERS));
    }

    /** {@code numCounters}. */
    public PRMCounterListV1 numCounters(int value) {
        store.putInt(offset(NUM_COUNTERS), value);
        return this;
    }

    /** {@code counters}. */
    public long counters() {
        return store.getLong(offset(COUNTERS));
    }

    /** {@code counters}. */
    public PRMCounterListV1 counters(long value) {
        store.putLong(offset(COUNTERS), value);
        return this;
    }
}
