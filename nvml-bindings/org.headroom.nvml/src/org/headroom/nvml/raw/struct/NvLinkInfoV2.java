package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlNvLinkInfo_v2_t}. Made by {@code generate.py}. */
public final class NvLinkInfoV2 extends Struct {
    public static final String C_NAME = "nvmlNvLinkInfo_v2_t";
    public static final int SIZE_BYTES = 1612;
    public static final int VERSION_WORD = 0x0200064c;
    public static final int VERSION = 0;
    public static final int IS_NVLE_ENABLED = 4;
    public static final int FIRMWARE_INFO = 8;

    /** In memory of its own, zeroed but for the version word. */
    public NvLinkInfoV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public NvLinkInfoV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<NvLinkInfoV2> array(int length) {
        return array(length, SIZE_BYTES, NvLinkInfoV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public NvLinkInfoV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code isNvleEnabled}. */
    public int isNvleEnabled() {
        return store.getInt(offset(IS_NVLE_ENABLED));
    }

    /** {@code isNvleEnabled}. */
    public NvLinkInfoV2 isNvleEnabled(int value) {
        store.putInt(offset(IS_NVLE_ENABLED), value);
        return this;
    }

    /** {@code firmwareInfo}. */
    public NvlinkFirmwareInfo firmwareInfo() {
        return new NvlinkFirmwareInfo(store, offset(FIRMWARE_INFO));
    }
}
