package org.headroom.nvml.raw.struct;

/** {@code nvmlUUIDValue_t}. */
public final class UUIDValue {
    public static final String C_NAME = "nvmlUUIDValue_t";
    public static final int SIZE_BYTES = 41;
    public static final int STR = 0;
    public static final int BYTES = 0;

    private UUIDValue() {}
}
