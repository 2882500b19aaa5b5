package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuProcessesUtilizationInfo_v1_t}. Made by {@code generate.py}. */
public final class VgpuProcessesUtilizationInfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuProcessesUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int VGPU_PROCESS_COUNT = 4;
    public static final int LAST_SEEN_TIME_STAMP = 8;
    public static final int VGPU_PROC_UTIL_ARRAY = 16;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuProcessesUtilizationInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuProcessesUtilizationInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuProcessesUtilizationInfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuProcessesUtilizationInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuProcessesUtilizationInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code vgpuProcessCount}. */
    public int vgpuProcessCount() {
        return store.getInt(offset(VGPU_PROCESS_COUNT));
    }

    /** {@code vgpuProcessCount}. */
    public VgpuProcessesUtilizationInfoV1 vgpuProcessCount(int value) {
        store.putInt(offset(VGPU_PROCESS_COUNT), value);
        return this;
    }

    /** {@code lastSeenTimeStamp}. */
    public long lastSeenTimeStamp() {
        return store.getLong(offset(LAST_SEEN_TIME_STAMP));
    }

    /** {@code lastSeenTimeStamp}. */
    public VgpuProcessesUtilizationInfoV1 lastSeenTimeStamp(long value) {
        store.putLong(offset(LAST_SEEN_TIME_STAMP), value);
        return this;
    }

    /** {@code vgpuProcUtilArray}. */
    public long vgpuProcUtilArray() {
        return store.getLong(offset(VGPU_PROC_UTIL_ARRAY));
    }

    /** {@code vgpuProcUtilArray}. */
    public VgpuProcessesUtilizationInfoV1 vgpuProcUtilArray(long value) {
        store.putLong(offset(VGPU_PROC_UTIL_ARRAY), value);
        return this;
    }
}
