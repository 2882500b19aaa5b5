package org.headroom.nvml.raw.struct;

/** {@code nvmlPRMTLV_v1_t}. */
public final class PRMTLVV1 {
    public static final String C_NAME = "nvmlPRMTLV_v1_t";
    public static final int SIZE_BYTES = 504;
    public static final int DATA_SIZE = 0;
    public static final int STATUS = 4;

    private PRMTLVV1() {}
}
