package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerLogEntry_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerLogEntry extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerLogEntry_t";
    public static final int SIZE_BYTES = 48;
    public static final int TIMESTAMP = 0;
    public static final int TIME_RUN_TOTAL = 8;
    public static final int TIME_RUN = 16;
    public static final int SW_RUNLIST_ID = 24;
    public static final int TARGET_TIME_SLICE = 32;
    public static final int CUMULATIVE_PREEMPTION_TIME = 40;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerLogEntry() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerLogEntry(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerLogEntry> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerLogEntry::new);
    }

    /** {@code timestamp}. */
    public long timestamp() {
        return store.getLong(offset(TIMESTAMP));
    }

    /** {@code timestamp}. */
    public VgpuSchedulerLogEntry timestamp(long value) {
        store.putLong(offset(TIMESTAMP), value);
        return this;
    }

    /** {@code timeRunTotal}. */
    public long timeRunTotal() {
        return store.getLong(offset(TIME_RUN_TOTAL));
    }

    /** {@code timeRunTotal}. */
    public VgpuSchedulerLogEntry timeRunTotal(long value) {
        store.putLong(offset(TIME_RUN_TOTAL), value);
        return this;
    }

    /** {@code timeRun}. */
    public long timeRun() {
        return store.getLong(offset(TIME_RUN));
    }

    /** {@code timeRun}. */
    public VgpuSchedulerLogEntry timeRun(long value) {
        store.putLong(offset(TIME_RUN), value);
        return this;
    }

    /** {@code swRunlistId}. */
    public int swRunlistId() {
        return store.getInt(offset(SW_RUNLIST_ID));
    }

    /** {@code swRunlistId}. */
    public VgpuSchedulerLogEntry swRunlistId(int value) {
        store.putInt(offset(SW_RUNLIST_ID), value);
        return this;
    }

    /** {@code targetTimeSlice}. */
    public long targetTimeSlice() {
        return store.getLong(offset(TARGET_TIME_SLICE));
    }

    /** {@code targetTimeSlice}. */
    public VgpuSchedulerLogEntry targetTimeSlice(long value) {
        store.putLong(offset(TARGET_TIME_SLICE), value);
        return this;
    }

    /** {@code cumulativePreemptionTime}. */
    public long cumulativePreemptionTime() {
        return store.getLong(offset(CUMULATIVE_PREEMPTION_TIME));
    }

    /** {@code cumulativePreemptionTime}. */
    public VgpuSchedulerLogEntry cumulativePreemptionTime(long value) {
        store.putLong(offset(CUMULATIVE_PREEMPTION_TIME), value);
        return this;
    }
}
