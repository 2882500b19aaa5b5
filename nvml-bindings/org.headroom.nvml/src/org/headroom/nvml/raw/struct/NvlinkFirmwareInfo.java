package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlNvlinkFirmwareInfo_t}. Made by {@code generate.py}. */
public final class NvlinkFirmwareInfo extends Struct {
    public static final String C_NAME = "nvmlNvlinkFirmwareInfo_t";
    public static final int SIZE_BYTES = 1604;
    public static final int FIRMWARE_VERSION = 0;
    public static final int FIRMWARE_VERSION_LENGTH = 100;
    public static final int NUM_VALID_ENTRIES = 1600;

    /** In memory of its own, zeroed. */
    public NvlinkFirmwareInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public NvlinkFirmwareInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<NvlinkFirmwareInfo> array(int length) {
        return array(length, SIZE_BYTES, NvlinkFirmwareInfo::new);
    }

    /** {@code firmwareVersion}, one of 100. */
    public NvlinkFirmwareVersion firmwareVersion(int i) {
        int size = NvlinkFirmwareVersion.SIZE_BYTES;
        int at = element(FIRMWARE_VERSION, i, FIRMWARE_VERSION_LENGTH, size);
        return new NvlinkFirmwareVersion(store, at);
    }

    /** {@code numValidEntries}. */
    public int numValidEntries() {
        return store.getInt(offset(NUM_VALID_ENTRIES));
    }

    /** {@code numValidEntries}. */
    public NvlinkFirmwareInfo numValidEntries(int value) {
        store.putInt(offset(NUM_VALID_ENTRIES), value);
        return this;
    }
}
