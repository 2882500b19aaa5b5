package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuPlacementId_v1_t}. Made by {@code generate.py}. */
public final class VgpuPlacementIdV1 extends Struct {
    public static final String C_NAME = "nvmlVgpuPlacementId_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int PLACEMENT_ID = 4;

    /** In memory of its own, zeroed but for the version word. */
    public VgpuPlacementIdV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuPlacementIdV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuPlacementIdV1> array(int length) {
        return array(length, SIZE_BYTES, VgpuPlacementIdV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public VgpuPlacementIdV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code placementId}. */
    public int placementId() {
        return store.getInt(offset(PLACEMENT_ID));
    }

    /** {@code placementId}. */
    public VgpuPlacementIdV1 placementId(int value) {
        store.putInt(offset(PLACEMENT_ID), value);
        return this;
    }
}
