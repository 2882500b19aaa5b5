package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuPlacementList_v2_t}. Made by {@code generate.py}. */
public final class VgpuPlacementListV2 extends Struct {
    public static final String C_NAME = "nvmlVgpuPlacementList_v2_t";
    public static final int SIZE_BYTES = 32;
    public static final int VERSION_WORD = 0x02000020;
    public static final int VERSION = 0;
    public static final int PLACEMENT_SIZE = 4;
    public static final int COUNT = 8;
    public static final int PLACEMENT_IDS = 16;
    public static final int MODE = 24;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuPlacementListV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuPlacementListV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuPlacementListV2> array(int length) {
        return array(length, SIZE_BYTES, VgpuPlacementListV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuPlacementListV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code placementSize}. */
    public int placementSize() {
        return store.getInt(offset(PLACEMENT_SIZE));
    }

    /** {@code placementSize}. */
    public VgpuPlacementListV2 placementSize(int value) {
        store.putInt(offset(PLACEMENT_SIZE), value);
        return this;
    }

    /** {@code count}. */
    public int count() {
        return store.getInt(offset(COUNT));
    }

    /** {@code count}. */
    public VgpuPlacementListV2 count(int value) {
        store.putInt(offset(COUNT), value);
        return this;
    }

    /** {@code placementIds}. */
    public long placementIds() {
        return store.getLong(offset(PLACEMENT_IDS));
    }

    /** {@code placementIds}. */
    public VgpuPlacementListV2 placementIds(long value) {
        store.putLong(offset(PLACEMENT_IDS), value);
        return this;
    }

    /** {@code mode}. */
    public int mode() {
        return store.getInt(offset(MODE));
    }

    /** {@code mode}. */
    public VgpuPlacementListV2 mode(int value) {
        store.putInt(offset(MODE), value);
        return this;
    }
}
