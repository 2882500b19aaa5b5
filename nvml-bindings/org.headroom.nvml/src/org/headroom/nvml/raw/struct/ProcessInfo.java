package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlProcessInfo_t}. Made by {@code generate.py}. */
public final class ProcessInfo extends Struct {
    public static final String C_NAME = "nvmlProcessInfo_t";
    public static final int SIZE_BYTES = 24;
    public static final int PID = 0;
    public static final int USED_GPU_MEMORY = 8;
    public static final int GPU_INSTANCE_ID = 16;
    public static final int COMPUTE_INSTANCE_ID = 20;

    /** In memory of its own, zeroed. */
    public ProcessInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ProcessInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ProcessInfo> array(int length) {
        return array(length, SIZE_BYTES, ProcessInfo::new);
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public ProcessInfo pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code usedGpuMemory}. */
    public long usedGpuMemory() {
        return store.getLong(offset(USED_GPU_MEMORY));
    }

    /** {@code usedGpuMemory}. */
    public ProcessInfo usedGpuMemory(long value) {
        store.putLong(offset(USED_GPU_MEMORY), value);
        return this;
    }

    /** {@code gpuInstanceId}. */
    public int gpuInstanceId() {
        return store.getInt(offset(GPU_INSTANCE_ID));
    }

    /** {@code gpuInstanceId}. */
    public ProcessInfo gpuInstanceId(int value) {
        store.putInt(offset(GPU_INSTANCE_ID), value);
        return this;
    }

    /** {@code computeInstanceId}. */
    public int computeInstanceId() {
        return store.getInt(offset(COMPUTE_INSTANCE_ID));
    }

    /** {@code computeInstanceId}. */
    public ProcessInfo computeInstanceId(int value) {
        store.putInt(offset(COMPUTE_INSTANCE_ID), value);
        return this;
    }
}
