package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlBridgeChipHierarchy_t}. Made by {@code generate.py}. */
public final class BridgeChipHierarchy extends Struct {
    public static final String C_NAME = "nvmlBridgeChipHierarchy_t";
    public static final int SIZE_BYTES = 1028;
    public static final int BRIDGE_COUNT = 0;
    public static final int BRIDGE_CHIP_INFO = 4;
    public static final int BRIDGE_CHIP_INFO_LENGTH = 128;

    /** In memory of its own, zeroed. */
    public BridgeChipHierarchy() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public BridgeChipHierarchy(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<BridgeChipHierarchy> array(int length) {
        return array(length, SIZE_BYTES, BridgeChipHierarchy::new);
    }

    /** {@code bridgeCount}. */
    public byte bridgeCount() {
        return store.get(offset(BRIDGE_COUNT));
    }

    /** {@code bridgeCount}. */
    public BridgeChipHierarchy bridgeCount(byte value) {
        store.put(offset(BRIDGE_COUNT), value);
        return this;
    }

    /** {@code bridgeChipInfo}, one of 128. */
    public BridgeChipInfo bridgeChipInfo(int i) {
        int size = BridgeChipInfo.SIZE_BYTES;
        int at = element(BRIDGE_CHIP_INFO, i, BRIDGE_CHIP_INFO_LENGTH, size);
        return new BridgeChipInfo(store, at);
    }
}
