package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuPlacementList_v1_t}. Made by {@code generate.py}. */
public final class VgpuPlacementListV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuPlacementList_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int PLACEMENT_SIZE = 4;
    public static final int COUNT = 8;
    public static final int PLACEMENT_IDS = 16;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuPlacementListV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuPlacementListV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuPlacementListV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuPlacementListV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuPlacementListV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code placementSize}. */
    public int placementSize() {
        return store.getInt(offset(PLACEMENT_SIZE));
    }

    /** {@code placementSize}. */
    public VgpuPlacementListV1 placementSize(int value) {
        store.putInt(offset(PLACEMENT_SIZE), value);
        return this;
    }

    /** {@code count}. */
    public int count() {
        return store.getInt(offset(COUNT));
    }

    /** {@code count}. */
    public VgpuPlacementListV1 count(int value) {
        store.putInt(offset(COUNT), value);
        return this;
    }

    /** {@code placementIds}. */
    public long placementIds() {
        return store.getLong(offset(PLACEMENT_IDS));
    }

    /** {@code placementIds}. */
    public VgpuPlacementListV1 placementIds(long value) {
        store.putLong(offset(PLACEMENT_IDS), value);
        return this;
    }
}
