package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlProcessesUtilizationInfo_v1_t}. Made by {@code generate.py}. */
public final class ProcessesUtilizationInfoV1 extends Struct {
    public static final String C_NAME = "nvmlProcessesUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int PROCESS_SAMPLES_COUNT = 4;
    public static final int LAST_SEEN_TIME_STAMP = 8;
    public static final int PROC_UTIL_ARRAY = 16;

    /** In memory of its own, zeroed but for the version word. */
    public ProcessesUtilizationInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ProcessesUtilizationInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<ProcessesUtilizationInfoV1> array(int length) {
        return array(length, SIZE_BYTES, ProcessesUtilizationInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public ProcessesUtilizationInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code processSamplesCount}. */
    public int processSamplesCount() {
        return store.getInt(offset(PROCESS_SAMPLES_COUNT));
    }

    /** {@code processSamplesCount}. */
    public ProcessesUtilizationInfoV1 processSamplesCount(int value) {
        store.putInt(offset(PROCESS_SAMPLES_COUNT), value);
        return this;
    }

    /** {@code lastSeenTimeStamp}. */
    public long lastSeenTimeStamp() {
        return store.getLong(offset(LAST_SEEN_TIME_STAMP));
    }

    /** {@code lastSeenTimeStamp}. */
    public ProcessesUtilizationInfoV1 lastSeenTimeStamp(long value) {
        store.putLong(offset(LAST_SEEN_TIME_STAMP), value);
        return this;
    }

    /** {@code procUtilArray}. */
    public long procUtilArray() {
        return store.getLong(offset(PROC_UTIL_ARRAY));
    }

    /** {@code procUtilArray}. */
    public ProcessesUtilizationInfoV1 procUtilArray(long value) {
        store.putLong(offset(PROC_UTIL_ARRAY), value);
        return this;
    }
}
