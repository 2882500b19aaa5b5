package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlEccErrorCounts_t}. Made by {@code generate.py}. */
public final class EccErrorCounts extends Struct {
    public static final String C_NAME = "nvmlEccErrorCounts_t";
    public static final int SIZE_BYTES = 32;
    public static final int L1_CACHE = 0;
    public static final int L2_CACHE = 8;
    public static final int DEVICE_MEMORY = 16;
    public static final int REGISTER_FILE = 24;

    /** In memory of its own, zeroed. */
    public EccErrorCounts() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public EccErrorCounts(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<EccErrorCounts> array(int length) {
        return array(length, SIZE_BYTES, EccErrorCounts::new);
    }

    /** {@code l1Cache}. */
    public long l1Cache() {
        return store.getLong(offset(L1_CACHE));
    }

    /** {@code l1Cache}. */
    public EccErrorCounts l1Cache(long value) {
        store.putLong(offset(L1_CACHE), value);
        return this;
    }

    /** {@code l2Cache}. */
    public long l2Cache() {
        return store.getLong(offset(L2_CACHE));
    }

    /** {@code l2Cache}. */
    public EccErrorCounts l2Cache(long value) {
        store.putLong(offset(L2_CACHE), value);
        return this;
    }

    /** {@code deviceMemory}. */
    public long deviceMemory() {
        return store.getLong(offset(DEVICE_MEMORY));
    }

    /** {@code deviceMemory}. */
    public EccErrorCounts deviceMemory(long value) {
        store.putLong(offset(DEVICE_MEMORY), value);
        return this;
    }

    /** {@code registerFile}. */
    public long registerFile() {
        return store.getLong(offset(REGISTER_FILE));
    }

    /** {@code registerFile}. */
    public EccErrorCounts registerFile(long value) {
        store.putLong(offset(REGISTER_FILE), value);
        return this;
    }
}
