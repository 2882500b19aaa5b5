package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlUUIDValue_t}. Made by {@code generate.py}. */
public final class UUIDValue extends Struct {
    public static final String C_NAME = "nvmlUUIDValue_t";
    public static final int SIZE_BYTES = 41;
    public static final int STR = 0;
    public static final int BYTES = 0;

    /** In memory of its own, zeroed. */
    public UUIDValue() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public UUIDValue(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<UUIDValue> array(int length) {
        return array(length, SIZE_BYTES, UUIDValue::new);
    }

    /** {@code str}: text of 41 bytes. */
    public String str() {
        return getText(STR, 41);
    }

    /** {@code str}: text of 41 bytes. */
    public UUIDValue str(String value) {
        putText(STR, 41, value);
        return this;
    }

    /** {@code bytes}: 16 bytes. */
    public byte[] bytes() {
        return getBytes(BYTES, 16);
    }

    /** {@code bytes}: 16 bytes. */
    public UUIDValue bytes(byte[] value) {
        putBytes(BYTES, 16, value);
        return this;
    }
}
