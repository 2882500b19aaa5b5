package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuInstanceUtilizationSample_t}. Made by {@code generate.py}. */
public final class VgpuInstanceUtilizationSample extends Struct {
    public static final String C_NAME = "nvmlVgpuInstanceUtilizationSample_t";
    public static final int SIZE_BYTES = 48;
    public static final int VGPU_INSTANCE = 0;
    public static final int TIME_STAMP = 8;
    public static final int SM_UTIL = 16;
    public static final int MEM_UTIL = 24;
    public static final int ENC_UTIL = 32;
    public static final int DEC_UTIL = 40;

    /** In memory of its own, zeroed. */
    public VgpuInstanceUtilizationSample() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuInstanceUtilizationSample(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuInstanceUtilizationSample> array(int length) {
        return array(length, SIZE_BYTES, VgpuInstanceUtilizationSample::new);
    }

    /** {@code vgpuInstance}. */
    public int vgpuInstance() {
        return store.getInt(offset(VGPU_INSTANCE));
    }

    /** {@code vgpuInstance}. */
    public VgpuInstanceUtilizationSample vgpuInstance(int value) {
        store.putInt(offset(VGPU_INSTANCE), value);
        return this;
    }

    /** {@code timeStamp}. */
    public long timeStamp() {
        return store.getLong(offset(TIME_STAMP));
    }

    /** {@code timeStamp}. */
    public VgpuInstanceUtilizationSample timeStamp(long value) {
        store.putLong(offset(TIME_STAMP), value);
        return this;
    }

    /** {@code smUtil}. */
    public Value smUtil() {
        return new Value(store, offset(SM_UTIL));
    }

    /** {@code memUtil}. */
    public Value memUtil() {
        return new Value(store, offset(MEM_UTIL));
    }

    /** {@code encUtil}. */
    public Value encUtil() {
        return new Value(store, offset(ENC_UTIL));
    }

    /** {@code decUtil}. */
    public Value decUtil() {
        return new Value(store, offset(DEC_UTIL));
    }
}
