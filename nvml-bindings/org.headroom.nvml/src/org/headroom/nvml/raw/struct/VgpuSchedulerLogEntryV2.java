package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuSchedulerLogEntry_v2_t}. Made by {@code generate.py}. */
public final class VgpuSchedulerLogEntryV2 extends Struct {
    public static final String C_NAME = "nvmlVgpuSchedulerLogEntry_v2_t";
    public static final int SIZE_BYTES = 56;
    public static final int TIMESTAMP = 0;
    public static final int TIME_RUN_TOTAL = 8;
    public static final int TIME_RUN = 16;
    public static final int SW_RUNLIST_ID = 24;
    public static final int TARGET_TIME_SLICE = 32;
    public static final int CUMULATIVE_PREEMPTION_TIME = 40;
    public static final int WEIGHT = 48;

    /** In memory of its own, zeroed. */
    public VgpuSchedulerLogEntryV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuSchedulerLogEntryV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuSchedulerLogEntryV2> array(int length) {
        return array(length, SIZE_BYTES, VgpuSchedulerLogEntryV2::new);
    }

    /** {@code timestamp}. */
    public long timestamp() {
        return store.getLong(offset(TIMESTAMP));
    }

    /** {@code timestamp}. */
    public VgpuSchedulerLogEntryV2 timestamp(long value) {
        store.putLong(offset(TIMESTAMP), value);
        return this;
    }

    /** {@code timeRunTotal}. */
    public long timeRunTotal() {
        return store.getLong(offset(TIME_RUN_TOTAL));
    }

    /** {@code timeRunTotal}. */
    public VgpuSchedulerLogEntryV2 timeRunTotal(long value) {
        store.putLong(offset(TIME_RUN_TOTAL), value);
        return this;
    }

    /** {@code timeRun}. */
    public long timeRun() {
        return store.getLong(offset(TIME_RUN));
    }

    /** {@code timeRun}. */
    public VgpuSchedulerLogEntryV2 timeRun(long value) {
        store.putLong(offset(TIME_RUN), value);
        return this;
    }

    /** {@code swRunlistId}. */
    public int swRunlistId() {
        return store.getInt(offset(SW_RUNLIST_ID));
    }

    /** {@code swRunlistId}. */
    public VgpuSchedulerLogEntryV2 swRunlistId(int value) {
        store.putInt(offset(SW_RUNLIST_ID), value);
        return this;
    }

    /** {@code targetTimeSlice}. */
    public long targetTimeSlice() {
        return store.getLong(offset(TARGET_TIME_SLICE));
    }

    /** {@code targetTimeSlice}. */
    public VgpuSchedulerLogEntryV2 targetTimeSlice(long value) {
        store.putLong(offset(TARGET_TIME_SLICE), value);
        return this;
    }

    /** {@code cumulativePreemptionTime}. */
    public long cumulativePreemptionTime() {
        return store.getLong(offset(CUMULATIVE_PREEMPTION_TIME));
    }

    /** {@code cumulativePreemptionTime}. */
    public VgpuSchedulerLogEntryV2 cumulativePreemptionTime(long value) {
        store.putLong(offset(CUMULATIVE_PREEMPTION_TIME), value);
        return this;
    }

    /** {@code weight}. */
    public int weight() {
        return store.getInt(offset(WEIGHT));
    }

    /** {@code weight}. */
    public VgpuSchedulerLogEntryV2 weight(int value) {
        store.putInt(offset(WEIGHT), value);
        return this;
    }
}
