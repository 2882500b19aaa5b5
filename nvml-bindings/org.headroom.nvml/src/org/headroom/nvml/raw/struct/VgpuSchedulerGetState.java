package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerGetState_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerGetState extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerGetState_t";
    public static final int SIZE_BYTES = 16;
    public static final int SCHEDULER_POLICY = 0;
    public static final int ARR_MODE = 4;
    public static final int SCHEDULER_PARAMS = 8;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerGetState() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerGetState(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerGetState> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerGetState::new);
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerGetState schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code arrMode}. */
    public int arrMode() {
        return store.getInt(offset(ARR_MODE));
    }

    /** {@code arrMode}. */
    public VgpuSchedulerGetState arrMode(int value) {
        store.putInt(offset(ARR_MODE), value);
        return this;
    }

    /** {@code schedulerParams}. */
    public VgpuSchedulerParams schedulerParams() {
        return new VgpuSchedulerParams(store, offset(SCHEDULER_PARAMS));
    }
}
