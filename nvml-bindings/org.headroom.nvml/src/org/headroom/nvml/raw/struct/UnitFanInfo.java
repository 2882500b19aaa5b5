package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlUnitFanInfo_t}. Made by {@code generate.py}. */
public final class UnitFanInfo extends Struct {
    public static final String C_NAME = "nvmlUnitFanInfo_t";
    public static final int SIZE_BYTES = 8;
    public static final int SPEED = 0;
    public static final int STATE = 4;

    /** In memory of its own, zeroed. */
    public UnitFanInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public UnitFanInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<UnitFanInfo> array(int length) {
        return array(length, SIZE_BYTES, UnitFanInfo::new);
    }

    /** {@code speed}. */
    public int speed() {
        return store.getInt(offset(SPEED));
    }

    /** {@code speed}. */
    public UnitFanInfo speed(int value) {
        store.putInt(offset(SPEED), value);
        return this;
    }

    /** {@code state}. */
    public int state() {
        return store.getInt(offset(STATE));
    }

    /** {@code state}. */
    public UnitFanInfo state(int value) {
        store.putInt(offset(STATE), value);
        return this;
    }
}
