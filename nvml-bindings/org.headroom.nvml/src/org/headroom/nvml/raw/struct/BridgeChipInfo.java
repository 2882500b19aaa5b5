package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlBridgeChipInfo_t}. Made by {@code generate.py}. */
public final class BridgeChipInfo extends Struct {
    public static final String C_NAME = "nvmlBridgeChipInfo_t";
    public static final int SIZE_BYTES = 8;
    public static final int TYPE = 0;
    public static final int FW_VERSION = 4;

    /** In memory of its own, zeroed. */
    public BridgeChipInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public BridgeChipInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<BridgeChipInfo> array(int length) {
        return array(length, SIZE_BYTES, BridgeChipInfo::new);
    }

    /** {@code type}. */
    public int type() {
        return store.getInt(offset(TYPE));
    }

    /** {@code type}. */
    public BridgeChipInfo type(int value) {
        store.putInt(offset(TYPE), value);
        return this;
    }

    /** {@code fwVersion}. */
    public int fwVersion() {
        return store.getInt(offset(FW_VERSION));
    }

    /** {@code fwVersion}. */
    public BridgeChipInfo fwVersion(int value) {
        store.putInt(offset(FW_VERSION), value);
        return this;
    }
}
