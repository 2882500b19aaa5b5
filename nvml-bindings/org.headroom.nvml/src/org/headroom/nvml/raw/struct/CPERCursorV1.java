package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlCPERCursor_v1_t}. Made by {@code generate.py}. */
public final class CPERCursorV1 extends Struct {
    public static final String C_NAME = "nvmlCPERCursor_v1_t";
    public static final int SIZE_BYTES = 96;
    public static final int CPER_TYPE_MASK = 0;
    public static final int UUID = 4;
    public static final int HANDLE = 88;

    /** In memory of its own, zeroed. */
    public CPERCursorV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public CPERCursorV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<CPERCursorV1> array(int length) {
        return array(length, SIZE_BYTES, CPERCursorV1::new);
    }

    /** {@code cperTypeMask}. */
    public int cperTypeMask() {
        return store.getInt(offset(CPER_TYPE_MASK));
    }

    /** {@code cperTypeMask}. */
    public CPERCursorV1 cperTypeMask(int value) {
        store.putInt(offset(CPER_TYPE_MASK), value);
        return this;
    }

    /** {@code uuid}: text of 80 bytes. */
    public String uuid() {
        return getText(UUID, 80);
    }

    /** {@code uuid}: text of 80 bytes. */
    public CPERCursorV1 uuid(String value) {
        putText(UUID, 80, value);
        return this;
    }

    /** {@code handle}. */
    public long handle() {
        return store.getLong(offset(HANDLE));
    }

    /** {@code handle}. */
    public CPERCursorV1 handle(long value) {
        store.putLong(offset(HANDLE), value);
        return this;
    }
}
