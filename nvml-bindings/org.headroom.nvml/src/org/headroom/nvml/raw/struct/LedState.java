package org.headroom.nvml.raw.struct;

/** {@code nvmlLedState_t}. */
public final class LedState {
    public static final String C_NAME = "nvmlLedState_t";
    public static final int SIZE_BYTES = 260;
    public static final int CAUSE = 0;
    public static final int COLOR = 256;

    private LedState() {}
}
