package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuProcessUtilizationSample_t}. Made by {@code generate.py}. */
public final class VgpuProcessUtilizationSample extends Struct {
    public static final String C_NAME = "nvmlVgpuProcessUtilizationSample_t";
    public static final int SIZE_BYTES = 96;
    public static final int VGPU_INSTANCE = 0;
    public static final int PID = 4;
    public static final int PROCESS_NAME = 8;
    public static final int TIME_STAMP = 72;
    public static final int SM_UTIL = 80;
    public static final int MEM_UTIL = 84;
    public static final int ENC_UTIL = 88;
    public static final int DEC_UTIL = 92;

    /** In memory of its own, zeroed. */
    public VgpuProcessUtilizationSample() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuProcessUtilizationSample(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuProcessUtilizationSample> array(int length) {
        return array(length, SIZE_BYTES, VgpuProcessUtilizationSample::new);
    }

    /** {@code vgpuInstance}. */
    public int vgpuInstance() {
        return store.getInt(offset(VGPU_INSTANCE));
    }

    /** {@code vgpuInstance}. */
    public VgpuProcessUtilizationSample vgpuInstance(int value) {
        store.putInt(offset(VGPU_INSTANCE), value);
        return this;
    }

    /** {@code pid}. */
    public int pid() {
        return store.getInt(offset(PID));
    }

    /** {@code pid}. */
    public VgpuProcessUtilizationSample pid(int value) {
        store.putInt(offset(PID), value);
        return this;
    }

    /** {@code processName}: text of 64 bytes. */
    public String processName() {
        return getText(PROCESS_NAME, 64);
    }

    /** {@code processName}: text of 64 bytes. */
    public VgpuProcessUtilizationSample processName(String value) {
        putText(PROCESS_NAME, 64, value);
        return this;
    }

    /** {@code timeStamp}. */
    public long timeStamp() {
        return store.getLong(offset(TIME_STAMP));
    }

    /** {@code timeStamp}. */
    public VgpuProcessUtilizationSample timeStamp(long value) {
        store.putLong(offset(TIME_STAMP), value);
        return this;
    }

    /** {@code smUtil}. */
    public int smUtil() {
        return store.getInt(offset(SM_UTIL));
    }

    /** {@code smUtil}. */
    public VgpuProcessUtilizationSample smUtil(int value) {
        store.putInt(offset(SM_UTIL), value);
        return this;
    }

    /** {@code memUtil}. */
    public int memUtil() {
        return store.getInt(offset(MEM_UTIL));
    }

    /** {@code memUtil}. */
    public VgpuProcessUtilizationSample memUtil(int value) {
        store.putInt(offset(MEM_UTIL), value);
        return this;
    }

    /** {@code encUtil}. */
    public int encUtil() {
        return store.getInt(offset(ENC_UTIL));
    }

    /** {@code encUtil}. */
    public VgpuProcessUtilizationSample encUtil(int value) {
        store.putInt(offset(ENC_UTIL), value);
        return this;
    }

    /** {@code decUtil}. */
    public int decUtil() {
        return store.getInt(offset(DEC_UTIL));
    }

    /** {@code decUtil}. */
    public VgpuProcessUtilizationSample decUtil(int value) {
        store.putInt(offset(DEC_UTIL), value);
        return this;
    }
}
