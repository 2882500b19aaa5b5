package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlNvlinkSetBwMode_v1_t}. Made by {@code generate.py}. */
public final class NvlinkSetBwModeV1 extends Struct {
    public static final String C_NAME = "nvmlNvlinkSetBwMode_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int B_SET_BEST = 4;
    public static final int BW_MODE = 8;

    /** In memory of its own, zeroed but for the version word. */
    public NvlinkSetBwModeV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public NvlinkSetBwModeV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<NvlinkSetBwModeV1> array(int length) {
        return array(length, SIZE_BYTES, NvlinkSetBwModeV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public NvlinkSetBwModeV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code bSetBest}. */
    public int bSetBest() {
        return store.getInt(offset(B_SET_BEST));
    }

    /** {@code bSetBest}. */
    public NvlinkSetBwModeV1 bSetBest(int value) {
        store.putInt(offset(B_SET_BEST), value);
        return this;
    }

    /** {@code bwMode}. */
    public byte bwMode() {
        return store.get(offset(BW_MODE));
    }

    /** {@code bwMode}. */
    public NvlinkSetBwModeV1 bwMode(byte value) {
        store.put(offset(BW_MODE), value);
        return this;
    }
}
