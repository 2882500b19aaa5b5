package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlUnitFanSpeeds_t}. Made by {@code generate.py}. */
public final class UnitFanSpeeds extends Struct {
    public static final String C_NAME = "nvmlUnitFanSpeeds_t";
    public static final int SIZE_BYTES = 196;
    public static final int FANS = 0;
    public static final int FANS_LENGTH = 24;
    public static final int COUNT = 192;

    /** In memory of its own, zeroed. */
    public UnitFanSpeeds() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public UnitFanSpeeds(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<UnitFanSpeeds> array(int length) {
        return array(length, SIZE_BYTES, UnitFanSpeeds::new);
    }

    /** {@code fans}, one of 24. */
    public UnitFanInfo fans(int i) {
        int size = UnitFanInfo.SIZE_BYTES;
        int at = element(FANS, i, FANS_LENGTH, size);
        return new UnitFanInfo(store, at);
    }

    /** {@code count}. */
    public int count() {
        return store.getInt(offset(COUNT));
    }

    /** {@code count}. */
    public UnitFanSpeeds count(int value) {
        store.putInt(offset(COUNT), value);
        return this;
    }
}
