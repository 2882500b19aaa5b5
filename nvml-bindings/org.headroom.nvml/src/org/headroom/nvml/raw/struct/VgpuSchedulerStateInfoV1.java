package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerStateInfo_v1_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerStateInfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerStateInfo_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int ENGINE_ID = 4;
    public static final int SCHEDULER_POLICY = 8;
    public static final int ARR_MODE = 12;
    public static final int SCHEDULER_PARAMS = 16;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuSchedulerStateInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerStateInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerStateInfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerStateInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuSchedulerStateInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code engineId}. */
    public int engineId() {
        return store.getInt(offset(ENGINE_ID));
    }

    /** {@code engineId}. */
    public VgpuSchedulerStateInfoV1 engineId(int value) {
        store.putInt(offset(ENGINE_ID), value);
        return this;
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerStateInfoV1 schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code arrMode}. */
    public int arrMode() {
        return store.getInt(offset(ARR_MODE));
    }

    /** {@code arrMode}. */
    public VgpuSchedulerStateInfoV1 arrMode(int value) {
        store.putInt(offset(ARR_MODE), value);
        return this;
    }

    /** {@code schedulerParams}. */
    public VgpuSchedulerParams schedulerParams() {
        return new VgpuSchedulerParams(store, offset(SCHEDULER_PARAMS));
    }
}
