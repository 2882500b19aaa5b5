package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPRMCounter_v1_t}. Made by {@code generate.py}. */
public final class PRMCounterV1 extends Struct {
    public static final String C_NAME = "nvmlPRMCounter_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int COUNTER_ID = 0;
    public static final int IN_DATA = 4;
    public static final int COUNTER_VALUE = 8;

    /** In memory of its own, zeroed. */
    public PRMCounterV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PRMCounterV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<PRMCounterV1> array(int length) {
        return array(length, SIZE_BYTES, PRMCounterV1::new);
    }

    /** {@code counterId}. */
    public int counterId() {
        return store.getInt(offset(COUNTER_ID));
    }

    /** {@code counterId}. */
    public PRMCounterV1 counterId(int value) {
        store.putInt(offset(COUNTER_ID), value);
        return this;
    }

    /** {@code inData}. */
    public PRMCounterInputV1 inData() {
        return new PRMCounterInputV1(store, offset(IN_DATA));
    }

    /** {@code counterValue}. */
    public PRMCounterValueV1 counterValue() {
        return new PRMCounterValueV1(store, offset(COUNTER_VALUE));
    }
}
