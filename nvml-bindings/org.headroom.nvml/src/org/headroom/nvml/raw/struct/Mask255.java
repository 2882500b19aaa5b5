package org.headroom.nvml.raw.struct;

/** {@code nvmlMask255_t}. */
public final class Mask255 {
    public static final String C_NAME = "nvmlMask255_t";
    public static final int SIZE_BYTES = 32;
    public static final int MASK = 0;

    private Mask255() {}
}
