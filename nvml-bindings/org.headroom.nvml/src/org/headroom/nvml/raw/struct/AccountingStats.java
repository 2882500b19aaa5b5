package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlAccountingStats_t}. Made by {@code generate.py}. */
public final class AccountingStats extends Struct {
    public static final String C_NAME = "nvmlAccountingStats_t";
    public static final int SIZE_BYTES = 56;
    public static final int GPU_UTILIZATION = 0;
    public static final int MEMORY_UTILIZATION = 4;
    public static final int MAX_MEMORY_USAGE = 8;
    public static final int TIME = 16;
    public static final int START_TIME = 24;
    public static final int IS_RUNNING = 32;
    public static final int RESERVED = 36;
    public static final int RESERVED_LENGTH = 5;

    /** In memory of its own, zeroed. */
    public AccountingStats() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public AccountingStats(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<AccountingStats> array(int length) {
        return array(length, SIZE_BYTES, AccountingStats::new);
    }

    /** {@code gpuUtilization}. */
    public int gpuUtilization() {
        return store.getInt(offset(GPU_UTILIZATION));
    }

    /** {@code gpuUtilization}. */
    public AccountingStats gpuUtilization(int value) {
        store.putInt(offset(GPU_UTILIZATION), value);
        return this;
    }

    /** {@code memoryUtilization}. */
    public int memoryUtilization() {
        return store.getInt(offset(MEMORY_UTILIZATION));
    }

    /** {@code memoryUtilization}. */
    public AccountingStats memoryUtilization(int value) {
        store.putInt(offset(MEMORY_UTILIZATION), value);
        return this;
    }

    /** {@code maxMemoryUsage}. */
    public long maxMemoryUsage() {
        return store.getLong(offset(MAX_MEMORY_USAGE));
    }

    /** {@code maxMemoryUsage}. */
    public AccountingStats maxMemoryUsage(long value) {
        store.putLong(offset(MAX_MEMORY_USAGE), value);
        return this;
    }

    /** {@code time}. */
    public long time() {
        return store.getLong(offset(TIME));
    }

    /** {@code time}. */
    public AccountingStats time(long value) {
        store.putLong(offset(TIME), value);
        return this;
    }

    /** {@code startTime}. */
    public long startTime() {
        return store.getLong(offset(START_TIME));
    }

    /** {@code startTime}. */
    public AccountingStats startTime(long value) {
        store.putLong(offset(START_TIME), value);
        return this;
    }

    /** {@code isRunning}. */
    public int isRunning() {
        return store.getInt(offset(IS_RUNNING));
    }

    /** {@code isRunning}. */
    public AccountingStats isRunning(int value) {
        store.putInt(offset(IS_RUNNING), value);
        return this;
    }

    /** {@code reserved}, one of 5. */
    public int reserved(int i) {
        return store.getInt(element(RESERVED, i, RESERVED_LENGTH, 4));
    }

    /** {@code reserved}, one of 5. */
    public AccountingStats reserved(int i, int value) {
        store.putInt(element(RESERVED, i, RESERVED_LENGTH, 4), value);
        return this;
    }
}
