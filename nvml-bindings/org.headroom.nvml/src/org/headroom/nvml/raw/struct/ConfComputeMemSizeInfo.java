package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlConfComputeMemSizeInfo_t}. Made by {@code generate.py}. */
public final class ConfComputeMemSizeInfo extends Struct {
    public static final String C_NAME = "nvmlConfComputeMemSizeInfo_t";
    public static final int SIZE_BYTES = 16;
    public static final int PROTECTED_MEM_SIZE_KIB = 0;
    public static final int UNPROTECTED_MEM_SIZE_KIB = 8;

    /** In memory of its own, zeroed. */
    public ConfComputeMemSizeInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ConfComputeMemSizeInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ConfComputeMemSizeInfo> array(int length) {
        return array(length, SIZE_BYTES, ConfComputeMemSizeInfo::new);
    }

    /** {@code protectedMemSizeKib}. */
    public long protectedMemSizeKib() {
        return store.getLong(offset(PROTECTED_MEM_SIZE_KIB));
    }

    /** {@code protectedMemSizeKib}. */
    public ConfComputeMemSizeInfo protectedMemSizeKib(long value) {
        store.putLong(offset(PROTECTED_MEM_SIZE_KIB), value);
        return this;
    }

    /** {@code unprotectedMemSizeKib}. */
    public long unprotectedMemSizeKib() {
        return store.getLong(offset(UNPROTECTED_MEM_SIZE_KIB));
    }

    /** {@code unprotectedMemSizeKib}. */
    public ConfComputeMemSizeInfo unprotectedMemSizeKib(long value) {
        store.putLong(offset(UNPROTECTED_MEM_SIZE_KIB), value);
        return this;
    }
}
