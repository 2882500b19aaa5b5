package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerState_v1_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerStateV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerState_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int ENGINE_ID = 4;
    public static final int SCHEDULER_POLICY = 8;
    public static final int ENABLE_ARR_MODE = 12;
    public static final int SCHEDULER_PARAMS = 16;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuSchedulerStateV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerStateV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerStateV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerStateV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuSchedulerStateV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code engineId}. */
    public int engineId() {
        return store.getInt(offset(ENGINE_ID));
    }

    /** {@code engineId}. */
    public VgpuSchedulerStateV1 engineId(int value) {
        store.putInt(offset(ENGINE_ID), value);
        return this;
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerStateV1 schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code enableARRMode}. */
    public int enableARRMode() {
        return store.getInt(offset(ENABLE_ARR_MODE));
    }

    /** {@code enableARRMode}. */
    public VgpuSchedulerStateV1 enableARRMode(int value) {
        store.putInt(offset(ENABLE_ARR_MODE), value);
        return this;
    }

    /** {@code schedulerParams}. */
    public VgpuSchedulerSetParams schedulerParams() {
        return new VgpuSchedulerSetParams(store, offset(SCHEDULER_PARAMS));
    }
}
