package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlRowRemapperHistogramValues_t}. Made by {@code generate.py}. */
public final class RowRemapperHistogramValues extends Struct {
    public static final String C_NAME = "nvmlRowRemapperHistogramValues_t";
    public static final int SIZE_BYTES = 20;
    public static final int MAX = 0;
    public static final int HIGH = 4;
    public static final int PARTIAL = 8;
    public static final int LOW = 12;
    public static final int NONE = 16;

    /** In memory of its own, zeroed. */
    public RowRemapperHistogramValues() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public RowRemapperHistogramValues(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<RowRemapperHistogramValues> array(int length) {
        return array(length, SIZE_BYTES, RowRemapperHistogramValues::new);
    }

    /** {@code max}. */
    public int max() {
        return store.getInt(offset(MAX));
    }

    /** {@code max}. */
    public RowRemapperHistogramValues max(int value) {
        store.putInt(offset(MAX), value);
        return this;
    }

    /** {@code high}. */
    public int high() {
        return store.getInt(offset(HIGH));
    }

    /** {@code high}. */
    public RowRemapperHistogramValues high(int value) {
        store.putInt(offset(HIGH), value);
        return this;
    }

    /** {@code partial}. */
    public int partial() {
        return store.getInt(offset(PARTIAL));
    }

    /** {@code partial}. */
    public RowRemapperHistogramValues partial(int value) {
        store.putInt(offset(PARTIAL), value);
        return this;
    }

    /** {@code low}. */
    public int low() {
        return store.getInt(offset(LOW));
    }

    /** {@code low}. */
    public RowRemapperHistogramValues low(int value) {
        store.putInt(offset(LOW), value);
        return this;
    }

    /** {@code none}. */
    public int none() {
        return store.getInt(offset(NONE));
    }

    /** {@code none}. */
    public RowRemapperHistogramValues none(int value) {
        store.putInt(offset(NONE), value);
        return this;
    }
}
