package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlLedState_t}. Made by {@code generate.py}. */
public final class LedState extends Struct {
    public static final String C_NAME = "nvmlLedState_t";
    public static final int SIZE_BYTES = 260;
    public static final int CAUSE = 0;
    public static final int COLOR = 256;

    /** In memory of its own, zeroed. */
    public LedState() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public LedState(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<LedState> array(int length) {
        return array(length, SIZE_BYTES, LedState::new);
    }

    /** {@code cause}: text of 256 bytes. */
    public String cause() {
        return getText(CAUSE, 256);
    }

    /** {@code cause}: text of 256 bytes. */
    public LedState cause(String value) {
        putText(CAUSE, 256, value);
        return this;
    }

    /** {@code color}. */
    public int color() {
        return store.getInt(offset(COLOR));
    }

    /** {@code color}. */
    public LedState color(int value) {
        store.putInt(offset(COLOR), value);
        return this;
    }
}
