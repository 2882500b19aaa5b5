package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerSetParams_t.vgpuSchedData}. Made by {@code generate.py}. */
public final class VgpuSchedulerSetParamsVgpuSchedData extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerSetParams_t.vgpuSchedData";
    public static final int SIZE_BYTES = 4;
    public static final int TIMESLICE = 0;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerSetParamsVgpuSchedData() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerSetParamsVgpuSchedData(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerSetParamsVgpuSchedData> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerSetParamsVgpuSchedData::new);
    }

    /** {@code timeslice}. */
    public int timeslice() {
        return store.getInt(offset(TIMESLICE));
    }

    /** {@code timeslice}. */
    public VgpuSchedulerSetParamsVgpuSchedData timeslice(int value) {
        store.putInt(offset(TIMESLICE), value);
        return this;
    }
}
