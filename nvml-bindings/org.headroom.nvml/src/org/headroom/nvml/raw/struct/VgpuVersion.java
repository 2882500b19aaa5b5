package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuVersion_t}. Made by {@code generate.py}. */
public final class VgpuVersion extends Struct {
    public static final String C_NAME = "nvmlVgpuVersion_t";
    public static final int SIZE_BYTES = 8;
    public static final int MIN_VERSION = 0;
    public static final int MAX_VERSION = 4;

    /** In memory of its own, zeroed. */
    public VgpuVersion() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuVersion(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuVersion> array(int length) {
        return array(length, SIZE_BYTES, VgpuVersion::new);
    }

    /** {@code minVersion}. */
    public int minVersion() {
        return store.getInt(offset(MIN_VERSION));
    }

    /** {@code minVersion}. */
    public VgpuVersion minVersion(int value) {
        store.putInt(offset(MIN_VERSION), value);
        return this;
    }

    /** {@code maxVersion}. */
    public int maxVersion() {
        return store.getInt(offset(MAX_VERSION));
    }

    /** {@code maxVersion}. */
    public VgpuVersion maxVersion(int value) {
        store.putInt(offset(MAX_VERSION), value);
        return this;
    }
}
