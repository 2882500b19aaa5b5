package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlValue_t}. Made by {@code generate.py}. */
public final class Value extends Struct {
    public static final String C_NAME = "nvmlValue_t";
    public static final int SIZE_BYTES = 8;
    public static final int D_VAL = 0;
    public static final int SI_VAL = 0;
    public static final int UI_VAL = 0;
    public static final int UL_VAL = 0;
    public static final int ULL_VAL = 0;
    public static final int SLL_VAL = 0;
    public static final int US_VAL = 0;

    /** In memory of its own, zeroed. */
    public Value() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public Value(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<Value> array(int length) {
        return array(length, SIZE_BYTES, Value::new);
    }

    /** {@code dVal}. */
    public double dVal() {
        return store.getDouble(offset(D_VAL));
    }

    /** {@code dVal}. */
    public Value dVal(double value) {
        store.putDouble(offset(D_VAL), value);
        return this;
    }

    /** {@code siVal}. */
    public int siVal() {
        return store.getInt(offset(SI_VAL));
    }

    /** {@code siVal}. */
    public Value siVal(int value) {
        store.putInt(offset(SI_VAL), value);
        return this;
    }

    /** {@code uiVal}. */
    public int uiVal() {
        return store.getInt(offset(UI_VAL));
    }

    /** {@code uiVal}. */
    public Value uiVal(int value) {
        store.putInt(offset(UI_VAL), value);
        return this;
    }

    /** {@code ulVal}. */
    public long ulVal() {
        return store.getLong(offset(UL_VAL));
    }

    /** {@code ulVal}. */
    public Value ulVal(long value) {
        store.putLong(offset(UL_VAL), value);
        return this;
    }

    /** {@code ullVal}. */
    public long ullVal() {
        return store.getLong(offset(ULL_VAL));
    }

    /** {@code ullVal}. */
    public Value ullVal(long value) {
        store.putLong(offset(ULL_VAL), value);
        return this;
    }

    /** {@code sllVal}. */
    public long sllVal() {
        return store.getLong(offset(SLL_VAL));
    }

    /** {@code sllVal}. */
    public Value sllVal(long value) {
        store.putLong(offset(SLL_VAL), value);
        return this;
    }

    /** {@code usVal}. */
    public short usVal() {
        return store.getShort(offset(US_VAL));
    }

    /** {@code usVal}. */
    public Value usVal(short value) {
        store.putShort(offset(US_VAL), value);
        return this;
    }
}
