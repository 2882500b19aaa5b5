package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlHwbcEntry_t}. Made by {@code generate.py}. */
public final class HwbcEntry extends Struct {
    public static final String C_NAME = "nvmlHwbcEntry_t";
    public static final int SIZE_BYTES = 36;
    public static final int HWBC_ID = 0;
    public static final int FIRMWARE_VERSION = 4;

    /** In memory of its own, zeroed. */
    public HwbcEntry() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public HwbcEntry(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<HwbcEntry> array(int length) {
        return array(length, SIZE_BYTES, HwbcEntry::new);
    }

    /** {@code hwbcId}. */
    public int hwbcId() {
        return store.getInt(offset(HWBC_ID));
    }

    /** {@code hwbcId}. */
    public HwbcEntry hwbcId(int value) {
        store.putInt(offset(HWBC_ID), value);
        return this;
    }

    /** {@code firmwareVersion}: text of 32 bytes. */
    public String firmwareVersion() {
        return getText(FIRMWARE_VERSION, 32);
    }

    /** {@code firmwareVersion}: text of 32 bytes. */
    public HwbcEntry firmwareVersion(String value) {
        putText(FIRMWARE_VERSION, 32, value);
        return this;
    }
}
