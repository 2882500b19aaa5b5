package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerLog_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerLog extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerLog_t";
    public static final int SIZE_BYTES = 9624;
    public static final int ENGINE_ID = 0;
    public static final int SCHEDULER_POLICY = 4;
    public static final int ARR_MODE = 8;
    public static final int SCHEDULER_PARAMS = 12;
    public static final int ENTRIES_COUNT = 20;
    public static final int LOG_ENTRIES = 24;
    public static final int LOG_ENTRIES_LENGTH = 200;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerLog() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerLog(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerLog> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerLog::new);
    }

    /** {@code engineId}. */
    public int engineId() {
        return store.getInt(offset(ENGINE_ID));
    }

    /** {@code engineId}. */
    public VgpuSchedulerLog engineId(int value) {
        store.putInt(offset(ENGINE_ID), value);
        return this;
    }

    /** {@code schedulerPolicy}. */
    public int schedulerPolicy() {
        return store.getInt(offset(SCHEDULER_POLICY));
    }

    /** {@code schedulerPolicy}. */
    public VgpuSchedulerLog schedulerPolicy(int value) {
        store.putInt(offset(SCHEDULER_POLICY), value);
        return this;
    }

    /** {@code arrMode}. */
    public int arrMode() {
        return store.getInt(offset(ARR_MODE));
    }

    /** {@code arrMode}. */
    public VgpuSchedulerLog arrMode(int value) {
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
    public VgpuSchedulerLog entriesCount(int value) {
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
