package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerParams_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerParams extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerParams_t";
    public static final int SIZE_BYTES = 8;
    public static final int VGPU_SCHED_DATA_WITH_ARR = 0;
    public static final int VGPU_SCHED_DATA = 0;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerParams() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerParams(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerParams> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerParams::new);
    }

    /** {@code vgpuSchedDataWithARR}. */
    public VgpuSchedulerParamsVgpuSchedDataWithARR vgpuSchedDataWithARR() {
        return new VgpuSchedulerParamsVgpuSchedDataWithARR(store, offset(VGPU_SCHED_DATA_WITH_ARR));
    }

    /** {@code vgpuSchedData}. */
    public VgpuSchedulerParamsVgpuSchedData vgpuSchedData() {
        return new VgpuSchedulerParamsVgpuSchedData(store, offset(VGPU_SCHED_DATA));
    }
}
