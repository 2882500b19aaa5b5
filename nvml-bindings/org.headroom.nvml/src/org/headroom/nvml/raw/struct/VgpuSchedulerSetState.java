package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerSetState_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerSetState extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerSetState_t";
    public static final int SIZE_BYTES = 16;
    public static final int SCHEDULER_POLICY = 0;
    public static final int ENABLE_ARR_MODE = 4;
    public static final int SCHEDULER_PARAMS = 8;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerSetState() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerSetState(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerSetState> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerSetState::new);
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerSetState schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code enableARRMode}. */
    public int enableARRMode() {
        return store.getInt(offset(ENABLE_ARR_MODE));
    }

    /** {@code enableARRMode}. */
    public VgpuSchedulerSetState enableARRMode(int value) {
        store.putInt(offset(ENABLE_ARR_MODE), value);
        return this;
    }

    /** {@code schedulerParams}. */
    public VgpuSchedulerSetParams schedulerParams() {
        return new VgpuSchedulerSetParams(store, offset(SCHEDULER_PARAMS));
    }
}
