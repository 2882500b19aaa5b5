package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerStateInfo_v2_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerStateInfoV2 extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerStateInfo_v2_t";
    public static final int SIZE_BYTES = 16;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int AVG_FACTOR = 8;
    public static final int TIMESLICE = 12;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerStateInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerStateInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerStateInfoV2> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerStateInfoV2::new);
    }

    /** {@code engineId}. */
    public int engineId() {
        return store.getInt(offset(ENGINE_ID));
    }

    /** {@code engineId}. */
    public VgpuSchedulerStateInfoV2 engineId(int value) {
        store.putInt(offset(ENGINE_ID), value);
        return this;
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerStateInfoV2 schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code avgFactor}. */
    public int avgFactor() {
        return store.getInt(offset(AVG_FACTOR));
    }

    /** {@code avgFactor}. */
    public VgpuSchedulerStateInfoV2 avgFactor(int value) {
        store.putInt(offset(AVG_FACTOR), value);
        return this;
    }

    /** {@code timeslice}. */
    public int timeslice() {
        return store.getInt(offset(TIMESLICE));
    }

    /** {@code timeslice}. */
    public VgpuSchedulerStateInfoV2 timeslice(int value) {
        store.putInt(offset(TIMESLICE), value);
        return this;
    }
}
