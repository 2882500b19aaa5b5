package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerLogInfo_v2_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerLogInfoV2 extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerLogInfo_v2_t";
    public static final int SIZE_BYTES = 11224;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int AVG_FACTOR = 8;
    public static final int TIMESLICE = 12;
    public static final int ENTRIES_COUNT = 16;
    public static final int LOG_ENTRIES = 24;
    public static final int LOG_ENTRIES_LENGTH = 200;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerLogInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerLogInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerLogInfoV2> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerLogInfoV2::new);
    }

    /** {@code engineId}. */
    public int engineId() {
        return store.getInt(offset(ENGINE_ID));
    }

    /** {@code engineId}. */
    public VgpuSchedulerLogInfoV2 engineId(int value) {
        store.putInt(offset(ENGINE_ID), value);
        return this;
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerLogInfoV2 schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code avgFactor}. */
    public int avgFactor() {
        return store.getInt(offset(AVG_FACTOR));
    }

    /** {@code avgFactor}. */
    public VgpuSchedulerLogInfoV2 avgFactor(int value) {
        store.putInt(offset(AVG_FACTOR), value);
        return this;
    }

    /** {@code timeslice}. */
    public int timeslice() {
        return store.getInt(offset(TIMESLICE));
    }

    /** {@code timeslice}. */
    public VgpuSchedulerLogInfoV2 timeslice(int value) {
        store.putInt(offset(TIMESLICE), value);
        return this;
    }

    /** {@code entriesCount}. */
    public int entriesCount() {
        return store.getInt(offset(ENTRIES_COUNT));
    }

    /** {@code entriesCount}. */
    public VgpuSchedulerLogInfoV2 entriesCount(int value) {
        store.putInt(offset(ENTRIES_COUNT), value);
        return this;
    }

    /** {@code logEntries}, one of 200. */
    public VgpuSchedulerLogEntryV2 logEntries(int i) {
        int size = VgpuSchedulerLogEntryV2.SIZE_BYTES;
        int at = element(LOG_ENTRIES, i, LOG_ENTRIES_LENGTH, size);
        return new VgpuSchedulerLogEntryV2(store, at);
    }
}
