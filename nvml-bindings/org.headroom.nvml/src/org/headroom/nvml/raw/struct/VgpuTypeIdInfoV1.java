package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuTypeIdInfo_v1_t}. Made by {@code generate.py}. */
public final class VgpuTypeIdInfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuTypeIdInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int VGPU_COUNT = 4;
    public static final int VGPU_TYPE_IDS = 8;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuTypeIdInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuTypeIdInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuTypeIdInfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuTypeIdInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuTypeIdInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code vgpuCount}. */
    public int vgpuCount() {
        return store.getInt(offset(VGPU_COUNT));
    }

    /** {@code vgpuCount}. */
    public VgpuTypeIdInfoV1 vgpuCount(int value) {
        store.putInt(offset(VGPU_COUNT), value);
        return this;
    }

    /** {@code vgpuTypeIds}. */
    public long vgpuTypeIds() {
        return store.getLong(offset(VGPU_TYPE_IDS));
    }

    /** {@code vgpuTypeIds}. */
    public VgpuTypeIdInfoV1 vgpuTypeIds(long value) {
        store.putLong(offset(VGPU_TYPE_IDS), value);
        return this;
    }
}
