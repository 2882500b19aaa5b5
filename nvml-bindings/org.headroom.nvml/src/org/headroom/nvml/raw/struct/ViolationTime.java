package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlViolationTime_t}. Made by {@code generate.py}. */
public final class ViolationTime extends Struct {
    public static final String C_NAME = "nvmlViolationTime_t";
    public static final int SIZE_BYTES = 16;
    public static final int REFERENCE_TIME = 0;
    public static final int VIOLATION_TIME = 8;

    /** In memory of its own, zeroed. */
    public ViolationTime() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ViolationTime(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ViolationTime> array(int length) {
        return array(length, SIZE_BYTES, ViolationTime::new);
    }

    /** {@code referenceTime}. */
    public long referenceTime() {
        return store.getLong(offset(REFERENCE_TIME));
    }

    /** {@code referenceTime}. */
    public ViolationTime referenceTime(long value) {
        store.putLong(offset(REFERENCE_TIME), value);
        return this;
    }

    /** {@code violationTime}. */
    public long violationTime() {
        return store.getLong(offset(VIOLATION_TIME));
    }

    /** {@code violationTime}. */
    public ViolationTime violationTime(long value) {
        store.putLong(offset(VIOLATION_TIME), value);
        return this;
    }
}
