package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerSetParams_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerSetParams extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerSetParams_t";
    public static final int SIZE_BYTES = 8;
    public static final int VGPU_SCHED_DATA_WITH_ARR = 0;
    public static final int VGPU_SCHED_DATA = 0;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerSetParams() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerSetParams(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerSetParams> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerSetParams::new);
    }

    /** {@code vgpuSchedDataWithARR}. */
    public VgpuSchedulerSetParamsVgpuSchedDataWithARR vgpuSchedDataWithARR() {
        return new VgpuSchedulerSetParamsVgpuSchedDataWithARR(store, offset(VGPU_SCHED_DATA_WITH_ARR));
    }

    /** {@code vgpuSchedData}. */
    public VgpuSchedulerSetParamsVgpuSchedData vgpuSchedData() {
        return new VgpuSchedulerSetParamsVgpuSchedData(store, offset(VGPU_SCHED_DATA));
    }
}
