package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPSUInfo_t}. Made by {@code generate.py}. */
public final class PSUInfo extends Struct {
    public static final String C_NAME = "nvmlPSUInfo_t";
    public static final int SIZE_BYTES = 268;
    public static final int STATE = 0;
    public static final int CURRENT = 256;
    public static final int VOLTAGE = 260;
    public static final int POWER = 264;

    /** In memory of its own, zeroed. */
    public PSUInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PSUInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<PSUInfo> array(int length) {
        return array(length, SIZE_BYTES, PSUInfo::new);
    }

    /** {@code state}: text of 256 bytes. */
    public String state() {
        return getText(STATE, 256);
    }

    /** {@code state}: text of 256 bytes. */
    public PSUInfo state(String value) {
        putText(STATE, 256, value);
        return this;
    }

    /** {@code current}. */
    public int current() {
        return store.getInt(offset(CURRENT));
    }

    /** {@code current}. */
    public PSUInfo current(int value) {
        store.putInt(offset(CURRENT), value);
        return this;
    }

    /** {@code voltage}. */
    public int voltage() {
        return store.getInt(offset(VOLTAGE));
    }

    /** {@code voltage}. */
    public PSUInfo voltage(int value) {
        store.putInt(offset(VOLTAGE), value);
        return this;
    }

    /** {@code power}. */
    public int power() {
        return store.getInt(offset(POWER));
    }

    /** {@code power}. */
    public PSUInfo power(int value) {
        store.putInt(offset(POWER), value);
        return this;
    }
}
