package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlCoolerInfo_v1_t}. Made by {@code generate.py}. */
public final class CoolerInfoV1 extends Struct {
    public static final String C_NAME = "nvmlCoolerInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int INDEX = 4;
    public static final int SIGNAL_TYPE = 8;
    public static final int TARGET = 12;

    /** In memory of its own, zeroed but for the version word. */
    public CoolerInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public CoolerInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<CoolerInfoV1> array(int length) {
        return array(length, SIZE_BYTES, CoolerInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public CoolerInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code index}. */
    public int index() {
        return store.getInt(offset(INDEX));
    }

    /** {@code index}. */
    public CoolerInfoV1 index(int value) {
        store.putInt(offset(INDEX), value);
        return this;
    }

    /** {@code signalType}. */
    public int signalType() {
        return store.getInt(offset(SIGNAL_TYPE));
    }

    /** {@code signalType}. */
    public CoolerInfoV1 signalType(int value) {
        store.putInt(offset(SIGNAL_TYPE), value);
        return this;
    }

    /** {@code target}. */
    public int target() {
        return store.getInt(offset(TARGET));
    }

    /** {@code target}. */
    public CoolerInfoV1 target(int value) {
        store.putInt(offset(TARGET), value);
        return this;
    }
}
