package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuDynamicPstatesInfo_t.utilization}. Made by {@code generate.py}. */
public final class GpuDynamicPstatesInfoUtilization extends Struct {
    public static final String C_NAME = "nvmlGpuDynamicPstatesInfo_t.utilization";
    public static final int SIZE_BYTES = 16;
    public static final int B_IS_PRESENT = 0;
    public static final int PERCENTAGE = 4;
    public static final int INC_THRESHOLD = 8;
    public static final int DEC_THRESHOLD = 12;

    /** In memory of its own, zeroed. */
    public GpuDynamicPstatesInfoUtilization() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuDynamicPstatesInfoUtilization(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuDynamicPstatesInfoUtilization> array(int length) {
        return array(length, SIZE_BYTES, GpuDynamicPstatesInfoUtilization::new);
    }

    /** {@code bIsPresent}. */
    public int bIsPresent() {
        return store.getInt(offset(B_IS_PRESENT));
    }

    /** {@code bIsPresent}. */
    public GpuDynamicPstatesInfoUtilization bIsPresent(int value) {
        store.putInt(offset(B_IS_PRESENT), value);
        return this;
    }

    /** {@code percentage}. */
    public int percentage() {
        return store.getInt(offset(PERCENTAGE));
    }

    /** {@code percentage}. */
    public GpuDynamicPstatesInfoUtilization percentage(int value) {
        store.putInt(offset(PERCENTAGE), value);
        return this;
    }

    /** {@code incThreshold}. */
    public int incThreshold() {
        return store.getInt(offset(INC_THRESHOLD));
    }

    /** {@code incThreshold}. */
    public GpuDynamicPstatesInfoUtilization incThreshold(int value) {
        store.putInt(offset(INC_THRESHOLD), value);
        return this;
    }

    /** {@code decThreshold}. */
    public int decThreshold() {
        return store.getInt(offset(DEC_THRESHOLD));
    }

    /** {@code decThreshold}. */
    public GpuDynamicPstatesInfoUtilization decThreshold(int value) {
        store.putInt(offset(DEC_THRESHOLD), value);
        return this;
    }
}
