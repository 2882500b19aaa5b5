package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerParams_t.vgpuSchedDataWithARR}. Made by {@code generate.py}. */
public final class VgpuSchedulerParamsVgpuSchedDataWithARR extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerParams_t.vgpuSchedDataWithARR";
    public static final int SIZE_BYTES = 8;
    public static final int AVG_FACTOR = 0;
    public static final int TIMESLICE = 4;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerParamsVgpuSchedDataWithARR() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerParamsVgpuSchedDataWithARR(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerParamsVgpuSchedDataWithARR> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerParamsVgpuSchedDataWithARR::new);
    }

    /** {@code avgFactor}. */
    public int avgFactor() {
        return store.getInt(offset(AVG_FACTOR));
    }

    /** {@code avgFactor}. */
    public VgpuSchedulerParamsVgpuSchedDataWithARR avgFactor(int value) {
        store.putInt(offset(AVG_FACTOR), value);
        return this;
    }

    /** {@code timeslice}. */
    public int timeslice() {
        return store.getInt(offset(TIMESLICE));
    }

    /** {@code timeslice}. */
    public VgpuSchedulerParamsVgpuSchedDataWithARR timeslice(int value) {
        store.putInt(offset(TIMESLICE), value);
        return this;
    }
}
