package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuDynamicPstatesInfo_t}. Made by {@code generate.py}. */
public final class GpuDynamicPstatesInfo extends Struct {
    public static final String C_NAME = "nvmlGpuDynamicPstatesInfo_t";
    public static final int SIZE_BYTES = 132;
    public static final int FLAGS = 0;
    public static final int UTILIZATION = 4;
    public static final int UTILIZATION_LENGTH = 8;

    /** In memory of its own, zeroed. */
    public GpuDynamicPstatesInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuDynamicPstatesInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuDynamicPstatesInfo> array(int length) {
        return array(length, SIZE_BYTES, GpuDynamicPstatesInfo::new);
    }

    /** {@code flags}. */
    public int flags() {
        return store.getInt(offset(FLAGS));
    }

    /** {@code flags}. */
    public GpuDynamicPstatesInfo flags(int value) {
        store.putInt(offset(FLAGS), value);
        return this;
    }

    /** {@code utilization}, one of 8. */
    public GpuDynamicPstatesInfoUtilization utilization(int i) {
        int size = GpuDynamicPstatesInfoUtilization.SIZE_BYTES;
        int at = element(UTILIZATION, i, UTILIZATION_LENGTH, size);
        return new GpuDynamicPstatesInfoUtilization(store, at);
    }
}
