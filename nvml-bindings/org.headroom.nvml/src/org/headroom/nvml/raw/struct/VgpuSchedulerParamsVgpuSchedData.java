package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerParams_t.vgpuSchedData}. Made by {@code generate.py}. */
public final class VgpuSchedulerParamsVgpuSchedData extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerParams_t.vgpuSchedData";
    public static final int SIZE_BYTES = 4;
    public static final int TIMESLICE = 0;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerParamsVgpuSchedData() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerParamsVgpuSchedData(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerParamsVgpuSchedData> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerParamsVgpuSchedData::new);
    }

    /** {@code timeslice}. */
    public int timeslice() {
        return store.getInt(offset(TIMESLICE));
    }

    /** {@code timeslice}. */
    public VgpuSchedulerParamsVgpuSchedData timeslice(int value) {
        store.putInt(offset(TIMESLICE), value);
        return this;
    }
}
