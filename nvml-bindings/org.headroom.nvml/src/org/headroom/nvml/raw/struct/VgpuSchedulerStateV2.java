package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerState_v2_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerStateV2 extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerState_v2_t";
    public static final int SIZE_BYTES = 16;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int AVG_FACTOR = 8;
    public static final int FREQUENCY = 12;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerStateV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerStateV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerStateV2> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerStateV2::new);
    }

    /** {@code engineId}. */
    public int engineId() {
        return store.getInt(offset(ENGINE_ID));
    }

    /** {@code engineId}. */
    public VgpuSchedulerStateV2 engineId(int value) {
        store.putInt(offset(ENGINE_ID), value);
        return this;
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerStateV2 schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code avgFactor}. */
    public int avgFactor() {
        return store.getInt(offset(AVG_FACTOR));
    }

    /** {@code avgFactor}. */
    public VgpuSchedulerStateV2 avgFactor(int value) {
        store.putInt(offset(AVG_FACTOR), value);
        return this;
    }

    /** {@code frequency}. */
    public int frequency() {
        return store.getInt(offset(FREQUENCY));
    }

    /** {@code frequency}. */
    public VgpuSchedulerStateV2 frequency(int value) {
        store.putInt(offset(FREQUENCY), value);
        return this;
    }
}
