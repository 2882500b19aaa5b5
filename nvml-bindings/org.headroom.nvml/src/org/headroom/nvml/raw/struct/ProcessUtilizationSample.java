package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlProcessUtilizationSample_t}. Made by {@code generate.py}. */
public final class ProcessUtilizationSample extends Struct {
    public static final String C_NAME = "nvmlProcessUtilizationSample_t";
    public static final int SIZE_BYTES = 32;
    public static final int PID = 0;
    public static final int TIME_STAMP = 8;
    public static final int SM_UTIL = 16;
    public static final int MEM_UTIL = 20;
    public static final int ENC_UTIL = 24;
    public static final int DEC_UTIL = 28;

    /** In memory of its own, zeroed. */
    public ProcessUtilizationSample() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ProcessUtilizationSample(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ProcessUtilizationSample> array(int length) {
        return array(length, SIZE_BYTES, ProcessUtilizationSample::new);
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public ProcessUtilizationSample pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code timeStamp}. */
    public long timeStamp() {
        return store.getLong(offset(TIME_STAMP));
    }

    /** {@code timeStamp}. */
    public ProcessUtilizationSample timeStamp(long value) {
        store.putLong(offset(TIME_STAMP), value);
        return this;
    }

    /** {@code smUtil}. */
    public int smUtil() {
        return store.getInt(offset(SM_UTIL));
    }

    /** {@code smUtil}. */
    public ProcessUtilizationSample smUtil(int value) {
        store.putInt(offset(SM_UTIL), value);
        return this;
    }

    /** {@code memUtil}. */
    public int memUtil() {
        return store.getInt(offset(MEM_UTIL));
    }

    /** {@code memUtil}. */
    public ProcessUtilizationSample memUtil(int value) {
        store.putInt(offset(MEM_UTIL), value);
        return this;
    }

    /** {@code encUtil}. */
    public int encUtil() {
        return store.getInt(offset(ENC_UTIL));
    }

    /** {@code encUtil}. */
    public ProcessUtilizationSample encUtil(int value) {
        store.putInt(offset(ENC_UTIL), value);
        return this;
    }

    /** {@code decUtil}. */
    public int decUtil() {
        return store.getInt(offset(DEC_UTIL));
    }

    /** {@code decUtil}. */
    public ProcessUtilizationSample decUtil(int value) {
        store.putInt(offset(DEC_UTIL), value);
        return this;
    }
}
