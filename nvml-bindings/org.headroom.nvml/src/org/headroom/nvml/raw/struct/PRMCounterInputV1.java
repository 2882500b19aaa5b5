package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPRMCounterInput_v1_t}. Made by {@code generate.py}. */
public final class PRMCounterInputV1 extends Struct {
    public static final String C_NAME = "nvmlPRMCounterInput_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int LOCAL_PORT = 0;

    /** In memory of its own, zeroed. */
    public PRMCounterInputV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PRMCounterInputV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<PRMCounterInputV1> array(int length) {
        return array(length, SIZE_BYTES, PRMCounterInputV1::new);
    }

    /** {@code localPort}. */
    public int localPort() {
        return store.getInt(offset(LOCAL_PORT));
    }

    /** {@code localPort}. */
    public PRMCounterInputV1 localPort(int value) {
        store.putInt(offset(LOCAL_PORT), value);
        return this;
    }
}
