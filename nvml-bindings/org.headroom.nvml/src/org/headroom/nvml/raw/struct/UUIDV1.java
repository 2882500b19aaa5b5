package org.headroom.nvml.raw.struct;

/** {@code nvmlUUID_v1_t}. */
public final class UUIDV1 {
    public static final String C_NAME = "nvmlUUID_v1_t";
    public static final int SIZE_BYTES = 52;
    public static final int VERSION_WORD = 0x01000034;
    public static final int VERSION = 0;
    public static final int TYPE = 4;
    public static final int VALUE = 8;

    private UUIDV1() {}
}
