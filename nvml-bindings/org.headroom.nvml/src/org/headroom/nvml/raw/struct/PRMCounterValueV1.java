package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPRMCounterValue_v1_t}. Made by {@code generate.py}. */
public final class PRMCounterValueV1 extends Struct {
    public static final String C_NAME = "nvmlPRMCounterValue_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int STATUS = 0;
    public static final int OUTPUT_TYPE = 4;
    public static final int OUTPUT_VALUE = 8;

    /** In memory of its own, zeroed. */
    public PRMCounterValueV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PRMCounterValueV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<PRMCounterValueV1> array(int length) {
        return array(length, SIZE_BYTES, PRMCounterValueV1::new);
    }

    /** {@code status}. */
    public int status() {
        return store.getInt(offset(STATUS));
    }

    /** {@code status}. */
    public PRMCounterValueV1 status(int value) {
        store.putInt(offset(STATUS), value);
        return this;
    }

    /** {@code outputType}. */
    public int outputType() {
        return store.getInt(offset(OUTPUT_TYPE));
    }

    /** {@code outputType}. */
    public PRMCounterValueV1 outputType(int value) {
        store.putInt(offset(OUTPUT_TYPE), value);
        return this;
    }

    /** {@code outputValue}. */
    public Value outputValue() {
        return new Value(store, offset(OUTPUT_VALUE));
    }
}
