package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerLogInfo_v1_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerLogInfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerLogInfo_v1_t";
    public static final int SIZE_BYTES = 9632;
    public static final int VERSION_WORD = 0x010025a0;
    public static final int VERSION = 0;
    public static final int ENGINE_ID = 4;
    public static final int SCHEDULER_POLICY = 8;
    public static final int ARR_MODE = 12;
    public static final int SCHEDULER_PARAMS = 16;
    public static final int ENTRIES_COUNT = 24;
    public static final int LOG_ENTRIES = 32;
    public static final int LOG_ENTRIES_LENGTH = 200;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuSchedulerLogInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerLogInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerLogInfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerLogInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuSchedulerLogInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code engineId}. */
    public int engineId() {
        return store.getInt(offset(ENGINE_ID));
    }

    /** {@code engineId}. */
    public VgpuSchedulerLogInfoV1 engineId(int value) {
        store.putInt(offset(ENGINE_ID), value);
        return this;
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerLogInfoV1 schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code arrMode}. */
    public int arrMode() {
        return store.getInt(offset(ARR_MODE));
    }

    /** {@code arrMode}. */
    public VgpuSchedulerLogInfoV1 arrMode(int value) {
        store.putInt(offset(ARR_MODE), value);
        return this;
    }

    /** {@code schedulerParams}. */
    public VgpuSchedulerParams schedulerParams() {
        return new VgpuSchedulerParams(store, offset(SCHEDULER_PARAMS));
    }

    /** {@code entriesCount}. */
    public int entriesCount() {
        return store.getInt(offset(ENTRIES_COUNT));
    }

    /** {@code entriesCount}. */
    public VgpuSchedulerLogInfoV1 entriesCount(int value) {
        store.putInt(offset(ENTRIES_COUNT), value);
        return this;
    }

    /** {@code logEntries}, one of 200. */
    public VgpuSchedulerLogEntry logEntries(int i) {
        int size = VgpuSchedulerLogEntry.SIZE_BYTES;
        int at = element(LOG_ENTRIES, i, LOG_ENTRIES_LENGTH, size);
        return new VgpuSchedulerLogEntry(store, at);
    }
}
