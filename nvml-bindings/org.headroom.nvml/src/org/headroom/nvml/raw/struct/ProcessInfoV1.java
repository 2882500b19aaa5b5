package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlProcessInfo_v1_t}. Made by {@code generate.py}. */
public final class ProcessInfoV1 extends Struct {
    public static final String C_NAME = "nvmlProcessInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int PID = 0;
    public static final int USED_GPU_MEMORY = 8;

    /** In memory of its own, zeroed. */
    public ProcessInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ProcessInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ProcessInfoV1> array(int length) {
        return array(length, SIZE_BYTES, ProcessInfoV1::new);
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public ProcessInfoV1 pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code usedGpuMemory}. */
    public long usedGpuMemory() {
        return store.getLong(offset(USED_GPU_MEMORY));
    }

    /** {@code usedGpuMemory}. */
    public ProcessInfoV1 usedGpuMemory(long value) {
        store.putLong(offset(USED_GPU_MEMORY), value);
        return this;
    }
}
