package org.headroom.nvml.raw.struct;

/** {@code nvmlCPERCursor_v1_t}. */
public final class CPERCursorV1 {
    public static final String C_NAME = "nvmlCPERCursor_v1_t";
    public static final int SIZE_BYTES = 96;
    public static final int CPER_TYPE_MASK = 0;
    public static final int UUID = 4;
    public static final int HANDLE = 88;

    private CPERCursorV1() {}
}
