package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlFieldValue_t}. Made by {@code generate.py}. */
public final class FieldValue extends Struct {
    public static final String C_NAME = "nvmlFieldValue_t";
    public static final int SIZE_BYTES = 40;
    public static final int FIELD_ID = 0;
    public static final int SCOPE_ID = 4;
    public static final int TIMESTAMP = 8;
    public static final int LATENCY_USEC = 16;
    public static final int VALUE_TYPE = 24;
    public static final int NVML_RETURN = 28;
    public static final int VALUE = 32;

    /** In memory of its own, zeroed. */
    public FieldValue() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public FieldValue(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<FieldValue> array(int length) {
        return array(length, SIZE_BYTES, FieldValue::new);
    }

    /** {@code fieldId}. */
    public int fieldId() {
        return store.getInt(offset(FIELD_ID));
    }

    /** {@code fieldId}. */
    public FieldValue fieldId(int value) {
        store.putInt(offset(FIELD_ID), value);
        return this;
    }

    /** {@code scopeId}. */
    public int scopeId() {
        return store.getInt(offset(SCOPE_ID));
    }

    /** {@code scopeId}. */
    public FieldValue scopeId(int value) {
        store.putInt(offset(SCOPE_ID), value);
        return this;
    }

    /** {@code timestamp}. */
    public long timestamp() {
        return store.getLong(offset(TIMESTAMP));
    }

    /** {@code timestamp}. */
    public FieldValue timestamp(long value) {
        store.putLong(offset(TIMESTAMP), value);
        return this;
    }

    /** {@code latencyUsec}. */
    public long latencyUsec() {
        return store.getLong(offset(LATENCY_USEC));
    }

    /** {@code latencyUsec}. */
    public FieldValue latencyUsec(long value) {
        store.putLong(offset(LATENCY_USEC), value);
        return this;
    }

    /** {@code valueType}. */
    public int valueType() {
        return store.getInt(offset(VALUE_TYPE));
    }

    /** {@code valueType}. */
    public FieldValue valueType(int value) {
        store.putInt(offset(VALUE_TYPE), value);
        return this;
    }

    /** {@code nvmlReturn}. */
    public int nvmlReturn() {
        return store.getInt(offset(NVML_RETURN));
    }

    /** {@code nvmlReturn}. */
    public FieldValue nvmlReturn(int value) {
        store.putInt(offset(NVML_RETURN), value);
        return this;
    }

    /** {@code value}. */
    public Value value() {
        return new Value(store, offset(VALUE));
    }
}
