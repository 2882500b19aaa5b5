package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlProcessUtilizationInfo_v1_t}. Made by {@code generate.py}. */
public final class ProcessUtilizationInfoV1 extends Struct {
    public static final String C_NAME = "nvmlProcessUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 40;
    public static final int TIME_STAMP = 0;
    public static final int PID = 8;
    public static final int SM_UTIL = 12;
    public static final int MEM_UTIL = 16;
    public static final int ENC_UTIL = 20;
    public static final int DEC_UTIL = 24;
    public static final int JPG_UTIL = 28;
    public static final int OFA_UTIL = 32;

    /** In memory of its own, zeroed. */
    public ProcessUtilizationInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ProcessUtilizationInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ProcessUtilizationInfoV1> array(int length) {
        return array(length, SIZE_BYTES, ProcessUtilizationInfoV1::new);
    }

    /** {@code timeStamp}. */
    public long timeStamp() {
        return store.getLong(offset(TIME_STAMP));
    }

    /** {@code timeStamp}. */
    public ProcessUtilizationInfoV1 timeStamp(long value) {
        store.putLong(offset(TIME_STAMP), value);
        return this;
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public ProcessUtilizationInfoV1 pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code smUtil}. */
    public int smUtil() {
        return store.getInt(offset(SM_UTIL));
    }

    /** {@code smUtil}. */
    public ProcessUtilizationInfoV1 smUtil(int value) {
        store.putInt(offset(SM_UTIL), value);
        return this;
    }

    /** {@code memUtil}. */
    public int memUtil() {
        return store.getInt(offset(MEM_UTIL));
    }

    /** {@code memUtil}. */
    public ProcessUtilizationInfoV1 memUtil(int value) {
        store.putInt(offset(MEM_UTIL), value);
        return this;
    }

    /** {@code encUtil}. */
    public int encUtil() {
        return store.getInt(offset(ENC_UTIL));
    }

    /** {@code encUtil}. */
    public ProcessUtilizationInfoV1 encUtil(int value) {
        store.putInt(offset(ENC_UTIL), value);
        return this;
    }

    /** {@code decUtil}. */
    public int decUtil() {
        return store.getInt(offset(DEC_UTIL));
    }

    /** {@code decUtil}. */
    public ProcessUtilizationInfoV1 decUtil(int value) {
        store.putInt(offset(DEC_UTIL), value);
        return this;
    }

    /** {@code jpgUtil}. */
    public int jpgUtil() {
        return store.getInt(offset(JPG_UTIL));
    }

    /** {@code jpgUtil}. */
    public ProcessUtilizationInfoV1 jpgUtil(int value) {
        store.putInt(offset(JPG_UTIL), value);
        return this;
    }

    /** {@code ofaUtil}. */
    public int ofaUtil() {
        return store.getInt(offset(OFA_UTIL));
    }

    /** {@code ofaUtil}. */
    public ProcessUtilizationInfoV1 ofaUtil(int value) {
        store.putInt(offset(OFA_UTIL), value);
        return this;
    }
}
