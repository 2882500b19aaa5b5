package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlProcessDetail_v1_t}. Made by {@code generate.py}. */
public final class ProcessDetailV1 extends Struct {
    public static final String C_NAME = "nvmlProcessDetail_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int PID = 0;
    public static final int USED_GPU_MEMORY = 8;
    public static final int GPU_INSTANCE_ID = 16;
    public static final int COMPUTE_INSTANCE_ID = 20;
    public static final int USED_GPU_CC_PROTECTED_MEMORY = 24;

    /** In memory of its own, zeroed. */
    public ProcessDetailV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ProcessDetailV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ProcessDetailV1> array(int length) {
        return array(length, SIZE_BYTES, ProcessDetailV1::new);
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public ProcessDetailV1 pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code usedGpuMemory}. */
    public long usedGpuMemory() {
        return store.getLong(offset(USED_GPU_MEMORY));
    }

    /** {@code usedGpuMemory}. */
    public ProcessDetailV1 usedGpuMemory(long value) {
        store.putLong(offset(USED_GPU_MEMORY), value);
        return this;
    }

    /** {@code gpuInstanceId}. */
    public int gpuInstanceId() {
        return store.getInt(offset(GPU_INSTANCE_ID));
    }

    /** {@code gpuInstanceId}. */
    public ProcessDetailV1 gpuInstanceId(int value) {
        store.putInt(offset(GPU_INSTANCE_ID), value);
        return this;
    }

    /** {@code computeInstanceId}. */
    public int computeInstanceId() {
        return store.getInt(offset(COMPUTE_INSTANCE_ID));
    }

    /** {@code computeInstanceId}. */
    public ProcessDetailV1 computeInstanceId(int value) {
        store.putInt(offset(COMPUTE_INSTANCE_ID), value);
        return this;
    }

    /** {@code usedGpuCcProtectedMemory}. */
    public long usedGpuCcProtectedMemory() {
        return store.getLong(offset(USED_GPU_CC_PROTECTED_MEMORY));
    }

    /** {@code usedGpuCcProtectedMemory}. */
    public ProcessDetailV1 usedGpuCcProtectedMemory(long value) {
        store.putLong(offset(USED_GPU_CC_PROTECTED_MEMORY), value);
        return this;
    }
}
