package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlNvLinkPowerThres_t}. Made by {@code generate.py}. */
public final class NvLinkPowerThres extends Struct {
    public static final String C_NAME = "nvmlNvLinkPowerThres_t";
    public static final int SIZE_BYTES = 4;
    public static final int LOW_PWR_THRESHOLD = 0;

    /** In memory of its own, zeroed. */
    public NvLinkPowerThres() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public NvLinkPowerThres(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<NvLinkPowerThres> array(int length) {
        return array(length, SIZE_BYTES, NvLinkPowerThres::new);
    }

    /** {@code lowPwrThreshold}. */
    public int lowPwrThreshold() {
        return store.getInt(offset(LOW_PWR_THRESHOLD));
    }

    /** {@code lowPwrThreshold}. */
    public NvLinkPowerThres lowPwrThreshold(int value) {
        store.putInt(offset(LOW_PWR_THRESHOLD), value);
        return this;
    }
}
