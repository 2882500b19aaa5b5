package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlConfComputeSystemCaps_t}. Made by {@code generate.py}. */
public final class ConfComputeSystemCaps extends Struct {
    public static final String C_NAME = "nvmlConfComputeSystemCaps_t";
    public static final int SIZE_BYTES = 8;
    public static final int CPU_CAPS = 0;
    public static final int GPUS_CAPS = 4;

    /** In memory of its own, zeroed. */
    public ConfComputeSystemCaps() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ConfComputeSystemCaps(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ConfComputeSystemCaps> array(int length) {
        return array(length, SIZE_BYTES, ConfComputeSystemCaps::new);
    }

    /** {@code cpuCaps}. */
    public int cpuCaps() {
        return store.getInt(offset(CPU_CAPS));
    }

    /** {@code cpuCaps}. */
    public ConfComputeSystemCaps cpuCaps(int value) {
        store.putInt(offset(CPU_CAPS), value);
        return this;
    }

    /** {@code gpusCaps}. */
    public int gpusCaps() {
        return store.getInt(offset(GPUS_CAPS));
    }

    /** {@code gpusCaps}. */
    public ConfComputeSystemCaps gpusCaps(int value) {
        store.putInt(offset(GPUS_CAPS), value);
        return this;
    }
}
