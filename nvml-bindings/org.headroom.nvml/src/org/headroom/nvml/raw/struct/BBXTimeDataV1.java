package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlBBXTimeData_v1_t}. Made by {@code generate.py}. */
public final class BBXTimeDataV1 extends Struct {
    public static final String C_NAME = "nvmlBBXTimeData_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int TIME_RUN = 0;

    /** In memory of its own, zeroed. */
    public BBXTimeDataV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public BBXTimeDataV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<BBXTimeDataV1> array(int length) {
        return array(length, SIZE_BYTES, BBXTimeDataV1::new);
    }

    /** {@code timeRun}. */
    public int timeRun() {
        return store.getInt(offset(TIME_RUN));
    }

    /** {@code timeRun}. */
    public BBXTimeDataV1 timeRun(int value) {
        store.putInt(offset(TIME_RUN), value);
        return this;
    }
}
