package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlClkMonStatus_t}. Made by {@code generate.py}. */
public final class ClkMonStatus extends Struct {
    public static final String C_NAME = "nvmlClkMonStatus_t";
    public static final int SIZE_BYTES = 264;
    public static final int B_GLOBAL_STATUS = 0;
    public static final int CLK_MON_LIST_SIZE = 4;
    public static final int CLK_MON_LIST = 8;
    public static final int CLK_MON_LIST_LENGTH = 32;

    /** In memory of its own, zeroed. */
    public ClkMonStatus() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ClkMonStatus(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<ClkMonStatus> array(int length) {
        return array(length, SIZE_BYTES, ClkMonStatus::new);
    }

    /** {@code bGlobalStatus}. */
    public int bGlobalStatus() {
        return store.getInt(offset(B_GLOBAL_STATUS));
    }

    /** {@code bGlobalStatus}. */
    public ClkMonStatus bGlobalStatus(int value) {
        store.putInt(offset(B_GLOBAL_STATUS), value);
        return this;
    }

    /** {@code clkMonListSize}. */
    public int clkMonListSize() {
        return store.getInt(offset(CLK_MON_LIST_SIZE));
    }

    /** {@code clkMonListSize}. */
    public ClkMonStatus clkMonListSize(int value) {
        store.putInt(offset(CLK_MON_LIST_SIZE), value);
        return this;
    }

    /** {@code clkMonList}, one of 32. */
    public ClkMonFaultInfo clkMonList(int i) {
        int size = ClkMonFaultInfo.SIZE_BYTES;
        int at = element(CLK_MON_LIST, i, CLK_MON_LIST_LENGTH, size);
        return new ClkMonFaultInfo(store, at);
    }
}
