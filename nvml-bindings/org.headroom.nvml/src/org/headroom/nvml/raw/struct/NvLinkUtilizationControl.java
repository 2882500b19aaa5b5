package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlNvLinkUtilizationControl_t}. Made by {@code generate.py}. */
public final class NvLinkUtilizationControl extends Struct {
    public static final String C_NAME = "nvmlNvLinkUtilizationControl_t";
    public static final int SIZE_BYTES = 8;
    public static final int UNITS = 0;
    public static final int PKTFILTER = 4;

    /** In memory of its own, zeroed. */
    public NvLinkUtilizationControl() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public NvLinkUtilizationControl(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<NvLinkUtilizationControl> array(int length) {
        return array(length, SIZE_BYTES, NvLinkUtilizationControl::new);
    }

    /** {@code units}. */
    public int units() {
        return store.getInt(offset(UNITS));
    }

    /** {@code units}. */
    public NvLinkUtilizationControl units(int value) {
        store.putInt(offset(UNITS), value);
        return this;
    }

    /** {@code pktfilter}. */
    public int pktfilter() {
        return store.getInt(offset(PKTFILTER));
    }

    /** {@code pktfilter}. */
    public NvLinkUtilizationControl pktfilter(int value) {
        store.putInt(offset(PKTFILTER), value);
        return this;
    }
}
