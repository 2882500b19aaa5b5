package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpmSupport_t}. Made by {@code generate.py}. */
public final class GpmSupport extends Struct {
    public static final String C_NAME = "nvmlGpmSupport_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x00000001;
    public static final int VERSION = 0;
    public static final int IS_SUPPORTED_DEVICE = 4;

    /** In memory of its own, zeroed but for the version word. */
    public GpmSupport() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpmSupport(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpmSupport> array(int length) {
        return array(length, SIZE_BYTES, GpmSupport::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public GpmSupport version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code isSupportedDevice}. */
    public int isSupportedDevice() {
        return store.getInt(offset(IS_SUPPORTED_DEVICE));
    }

    /** {@code isSupportedDevice}. */
    public GpmSupport isSupportedDevice(int value) {
        store.putInt(offset(IS_SUPPORTED_DEVICE), value);
        return this;
    }
}
