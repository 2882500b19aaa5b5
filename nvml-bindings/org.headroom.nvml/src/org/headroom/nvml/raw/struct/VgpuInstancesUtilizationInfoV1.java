package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuInstancesUtilizationInfo_v1_t}. Made by {@code generate.py}. */
public final class VgpuInstancesUtilizationInfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuInstancesUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x01000020;
    public static final int VERSION = 0;
    public static final int SAMPLE_VAL_TYPE = 4;
    public static final int VGPU_INSTANCE_COUNT = 8;
    public static final int LAST_SEEN_TIME_STAMP = 16;
    public static final int VGPU_UTIL_ARRAY = 24;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuInstancesUtilizationInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuInstancesUtilizationInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuInstancesUtilizationInfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuInstancesUtilizationInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuInstancesUtilizationInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code sampleValType}. */
    public int sampleValType() {
        return store.getInt(offset(SAMPLE_VAL_TYPE));
    }

    /** {@code sampleValType}. */
    public VgpuInstancesUtilizationInfoV1 sampleValType(int value) {
        store.putInt(offset(SAMPLE_VAL_TYPE), value);
        return this;
    }

    /** {@code vgpuInstanceCount}. */
    public int vgpuInstanceCount() {
        return store.getInt(offset(VGPU_INSTANCE_COUNT));
    }

    /** {@code vgpuInstanceCount}. */
    public VgpuInstancesUtilizationInfoV1 vgpuInstanceCount(int value) {
        store.putInt(offset(VGPU_INSTANCE_COUNT), value);
        return this;
    }

    /** {@code lastSeenTimeStamp}. */
    public long lastSeenTimeStamp() {
        return store.getLong(offset(LAST_SEEN_TIME_STAMP));
    }

    /** {@code lastSeenTimeStamp}. */
    public VgpuInstancesUtilizationInfoV1 lastSeenTimeStamp(long value) {
        store.putLong(offset(LAST_SEEN_TIME_STAMP), value);
        return this;
    }

    /** {@code vgpuUtilArray}. */
    public long vgpuUtilArray() {
        return store.getLong(offset(VGPU_UTIL_ARRAY));
    }

    /** {@code vgpuUtilArray}. */
    public VgpuInstancesUtilizationInfoV1 vgpuUtilArray(long value) {
        store.putLong(offset(VGPU_UTIL_ARRAY), value);
        return this;
    }
}
