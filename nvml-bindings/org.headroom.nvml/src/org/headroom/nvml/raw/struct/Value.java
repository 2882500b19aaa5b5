package org.headroom.nvml.raw.struct;

/** {@code nvmlValue_t}. */
public final class Value {
    public static final String C_NAME = "nvmlValue_t";
    public static final int SIZE_BYTES = 8;
    public static final int D_VAL = 0;
    public static final int SI_VAL = 0;
    public static final int UI_VAL = 0;
    public static final int UL_VAL = 0;
    public static final int ULL_VAL = 0;
    public static final int SLL_VAL = 0;
    public static final int US_VAL = 0;

    private Value() {}
}
