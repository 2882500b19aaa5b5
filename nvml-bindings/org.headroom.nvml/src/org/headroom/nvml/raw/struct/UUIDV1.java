package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlUUID_v1_t}. Made by {@code generate.py}. */
public final class UUIDV1 extends Struct {
    public static final String C_NAME = "nvmlUUID_v1_t";
    public static final int SIZE_BYTES = 52;
    public static final int VERSION_WORD = 0x01000034;
    public static final int VERSION = 0;
    public static final int TYPE = 4;
    public static final int VALUE = 8;

    /** In memory of its own, zeroed but for the version word. */
    public UUIDV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public UUIDV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<UUIDV1> array(int length) {
        return array(length, SIZE_BYTES, UUIDV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public UUIDV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code type}. */
    public int type() {
        return store.getInt(offset(TYPE));
    }

    /** {@code type}. */
    public UUIDV1 type(int value) {
        store.putInt(offset(TYPE), value);
        return this;
    }

    /** {@code value}. */
    public UUIDValue value() {
        return new UUIDValue(store, offset(VALUE));
    }
}
