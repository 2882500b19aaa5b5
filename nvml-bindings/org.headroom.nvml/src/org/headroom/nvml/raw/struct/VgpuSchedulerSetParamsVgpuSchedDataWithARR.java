package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerSetParams_t.vgpuSchedDataWithARR}. Made by {@code generate.py}. */
public final class VgpuSchedulerSetParamsVgpuSchedDataWithARR extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerSetParams_t.vgpuSchedDataWithARR";
    public static final int SIZE_BYTES = 8;
    public static final int AVG_FACTOR = 0;
    public static final int FREQUENCY = 4;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerSetParamsVgpuSchedDataWithARR() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerSetParamsVgpuSchedDataWithARR(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerSetParamsVgpuSchedDataWithARR> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerSetParamsVgpuSchedDataWithARR::new);
    }

    /** {@code avgFactor}. */
    public int avgFactor() {
        return store.getInt(offset(AVG_FACTOR));
    }

    /** {@code avgFactor}. */
    public VgpuSchedulerSetParamsVgpuSchedDataWithARR avgFactor(int value) {
        store.putInt(offset(AVG_FACTOR), value);
        return this;
    }

    /** {@code frequency}. */
    public int frequency() {
        return store.getInt(offset(FREQUENCY));
    }

    /** {@code frequency}. */
    public VgpuSchedulerSetParamsVgpuSchedDataWithARR frequency(int value) {
        store.putInt(offset(FREQUENCY), value);
        return this;
    }
}
