package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlNvlinkSupportedBwModes_v1_t}. Made by {@code generate.py}. */
public final class NvlinkSupportedBwModesV1 extends Struct {
    public static final String C_NAME = "nvmlNvlinkSupportedBwModes_v1_t";
    public static final int SIZE_BYTES = 28;
    public static final int VERSION_WORD = 0x0100001c;
    public static final int VERSION = 0;
    public static final int BW_MODES = 4;
    public static final int TOTAL_BW_MODES = 27;

    /** In memory of its own, zeroed but for the version word. */
    public NvlinkSupportedBwModesV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public NvlinkSupportedBwModesV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<NvlinkSupportedBwModesV1> array(int length) {
        return array(length, SIZE_BYTES, NvlinkSupportedBwModesV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public NvlinkSupportedBwModesV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code bwModes}: 23 bytes. */
    public byte[] bwModes() {
        return getBytes(BW_MODES, 23);
    }

    /** {@code bwModes}: 23 bytes. */
    public NvlinkSupportedBwModesV1 bwModes(byte[] value) {
        putBytes(BW_MODES, 23, value);
        return this;
    }

    /** {@code totalBwModes}. */
    public byte totalBwModes() {
        return store.get(offset(TOTAL_BW_MODES));
    }

    /** {@code totalBwModes}. */
    public NvlinkSupportedBwModesV1 totalBwModes(byte value) {
        store.put(offset(TOTAL_BW_MODES), value);
        return this;
    }
}
