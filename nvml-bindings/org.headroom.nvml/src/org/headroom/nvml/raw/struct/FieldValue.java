package org.headroom.nvml.raw.struct;

/** {@code nvmlFieldValue_t}. */
public final class FieldValue {
    public static final String C_NAME = "nvmlFieldValue_t";
    public static final int SIZE_BYTES = 40;
    public static final int FIELD_ID = 0;
    public static final int SCOPE_ID = 4;
    public static final int TIMESTAMP = 8;
    public static final int LATENCY_USEC = 16;
    public static final int VALUE_TYPE = 24;
    public static final int NVML_RETURN = 28;
    public static final int VALUE = 32;

    private FieldValue() {}
}
