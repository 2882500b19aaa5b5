package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlC2cModeInfo_v1_t}. Made by {@code generate.py}. */
public final class C2cModeInfoV1 extends Struct {
    public static final String C_NAME = "nvmlC2cModeInfo_v1_t";
    public static final int SIZE_BYTES = 4;
    public static final int VERSION_WORD = 0x01000004;
    public static final int IS_C2C_ENABLED = 0;

    /** In memory of its own, zeroed. */
    public C2cModeInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public C2cModeInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<C2cModeInfoV1> array(int length) {
        return array(length, SIZE_BYTES, C2cModeInfoV1::new);
    }

    /** {@code isC2cEnabled}. */
    public int isC2cEnabled() {
        return store.getInt(offset(IS_C2C_ENABLED));
    }

    /** {@code isC2cEnabled}. */
    public C2cModeInfoV1 isC2cEnabled(int value) {
        store.putInt(offset(IS_C2C_ENABLED), value);
        return this;
    }
}
