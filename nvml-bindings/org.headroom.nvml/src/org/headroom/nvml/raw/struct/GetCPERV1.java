package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGetCPER_v1_t}. Made by {@code generate.py}. */
public final class GetCPERV1 extends Struct {
    public static final String C_NAME = "nvmlGetCPER_v1_t";
    public static final int SIZE_BYTES = 112;
    public static final int CURSOR = 0;
    public static final int BUFFER = 96;
    public static final int BUFFER_SIZE = 104;

    /** In memory of its own, zeroed. */
    public GetCPERV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GetCPERV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GetCPERV1> array(int length) {
        return array(length, SIZE_BYTES, GetCPERV1::new);
    }

    /** {@code cursor}. */
    public CPERCursorV1 cursor() {
        return new CPERCursorV1(store, offset(CURSOR));
    }

    /** {@code buffer}. */
    public long buffer() {
        return store.getLong(offset(BUFFER));
    }

    /** {@code buffer}. */
    public GetCPERV1 buffer(long value) {
        store.putLong(offset(BUFFER), value);
        return this;
    }

    /** {@code bufferSize}. */
    public int bufferSize() {
        return store.getInt(offset(BUFFER_SIZE));
    }

    /** {@code bufferSize}. */
    public GetCPERV1 bufferSize(int value) {
        store.putInt(offset(BUFFER_SIZE), value);
        return this;
    }
}
