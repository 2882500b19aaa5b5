package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuCreatablePlacementInfo_v1_t}. Made by {@code generate.py}. */
public final class VgpuCreatablePlacementInfoV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuCreatablePlacementInfo_v1_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x01000020;
    public static final int VERSION = 0;
    public static final int VGPU_TYPE_ID = 4;
    public static final int COUNT = 8;
    public static final int PLACEMENT_IDS = 16;
    public static final int PLACEMENT_SIZE = 24;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuCreatablePlacementInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuCreatablePlacementInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuCreatablePlacementInfoV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuCreatablePlacementInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuCreatablePlacementInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code vgpuTypeId}. */
    public int vgpuTypeId() {
        return store.getInt(offset(VGPU_TYPE_ID));
    }

    /** {@code vgpuTypeId}. */
    public VgpuCreatablePlacementInfoV1 vgpuTypeId(int value) {
        store.putInt(offset(VGPU_TYPE_ID), value);
        return this;
    }

    /** {@code count}. */
    public int count() {
        return store.getInt(offset(COUNT));
    }

    /** {@code count}. */
    public VgpuCreatablePlacementInfoV1 count(int value) {
        store.putInt(offset(COUNT), value);
        return this;
    }

    /** {@code placementIds}. */
    public long placementIds() {
        return store.getLong(offset(PLACEMENT_IDS));
    }

    /** {@code placementIds}. */
    public VgpuCreatablePlacementInfoV1 placementIds(long value) {
        store.putLong(offset(PLACEMENT_IDS), value);
        return this;
    }

    /** {@code placementSize}. */
    public int placementSize() {
        return store.getInt(offset(PLACEMENT_SIZE));
    }

    /** {@code placementSize}. */
    public VgpuCreatablePlacementInfoV1 placementSize(int value) {
        store.putInt(offset(PLACEMENT_SIZE), value);
        return this;
    }
}
