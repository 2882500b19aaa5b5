package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlAccountingStats_v2_t}. Made by {@code generate.py}. */
public final class AccountingStatsV2 extends Struct {
    public static final String C_NAME = "nvmlAccountingStats_v2_t";
    public static final int SIZE_BYTES = 64;
    public static final int PID = 0;
    public static final int IS_RUNNING = 4;
    public static final int GPU_UTILIZATION = 8;
    public static final int MEMORY_UTILIZATION = 12;
    public static final int MAX_MEMORY_USAGE = 16;
    public static final int SAMPLE_COUNT = 24;
    public static final int SUM_GPU_UTIL = 32;
    public static final int SUM_FB_UTIL = 40;
    public static final int TIME = 48;
    public static final int START_TIME = 56;

    /** In memory of its own, zeroed. */
    public AccountingStatsV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public AccountingStatsV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<AccountingStatsV2> array(int length) {
        return array(length, SIZE_BYTES, AccountingStatsV2::new);
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public AccountingStatsV2 pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code isRunning}. */
    public int isRunning() {
        return store.getInt(offset(IS_RUNNING));
    }

    /** {@code isRunning}. */
    public AccountingStatsV2 isRunning(int value) {
        store.putInt(offset(IS_RUNNING), value);
        return this;
    }

    /** {@code gpuUtilization}. */
    public int gpuUtilization() {
        return store.getInt(offset(GPU_UTILIZATION));
    }

    /** {@code gpuUtilization}. */
    public AccountingStatsV2 gpuUtilization(int value) {
        store.putInt(offset(GPU_UTILIZATION), value);
        return this;
    }

    /** {@code memoryUtilization}. */
    public int memoryUtilization() {
        return store.getInt(offset(MEMORY_UTILIZATION));
    }

    /** {@code memoryUtilization}. */
    public AccountingStatsV2 memoryUtilization(int value) {
        store.putInt(offset(MEMORY_UTILIZATION), value);
        return this;
    }

    /** {@code maxMemoryUsage}. */
    public long maxMemoryUsage() {
        return store.getLong(offset(MAX_MEMORY_USAGE));
    }

    /** {@code maxMemoryUsage}. */
    public AccountingStatsV2 maxMemoryUsage(long value) {
        store.putLong(offset(MAX_MEMORY_USAGE), value);
        return this;
    }

    /** {@code sampleCount}. */
    public int sampleCount() {
        return store.getInt(offset(SAMPLE_COUNT));
    }

    /** {@code sampleCount}. */
    public AccountingStatsV2 sampleCount(int value) {
        store.putInt(offset(SAMPLE_COUNT), value);
        return this;
    }

    /** {@code sumGpuUtil}. */
    public long sumGpuUtil() {
        return store.getLong(offset(SUM_GPU_UTIL));
    }

    /** {@code sumGpuUtil}. */
    public AccountingStatsV2 sumGpuUtil(long value) {
        store.putLong(offset(SUM_GPU_UTIL), value);
        return this;
    }

    /** {@code sumFbUtil}. */
    public long sumFbUtil() {
        return store.getLong(offset(SUM_FB_UTIL));
    }

    /** {@code sumFbUtil}. */
    public AccountingStatsV2 sumFbUtil(long value) {
        store.putLong(offset(SUM_FB_UTIL), value);
        return this;
    }

    /** {@code time}. */
    public long time() {
        return store.getLong(offset(TIME));
    }

    /** {@code time}. */
    public AccountingStatsV2 time(long value) {
        store.putLong(offset(TIME), value);
        return this;
    }

    /** {@code startTime}. */
    public long startTime() {
        return store.getLong(offset(START_TIME));
    }

    /** {@code startTime}. */
    public AccountingStatsV2 startTime(long value) {
        store.putLong(offset(START_TIME), value);
        return this;
    }
}
