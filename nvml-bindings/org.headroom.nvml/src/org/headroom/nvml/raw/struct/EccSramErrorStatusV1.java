package org.headroom.nvml.raw.struct;

/** {@code nvmlEccSramErrorStatus_v1_t}. */
public final class EccSramErrorStatusV1 {
    public static final String C_NAME = "nvmlEccSramErrorStatus_v1_t";
    public static final int SIZE_BYTES = 104;
    public static final int VERSION_WORD = 0x01000068;
    public static final int VERSION = 0;
    public static final int AGGREGATE_UNC_PARITY = 8;
    public static final int AGGREGATE_UNC_SEC_DED = 16;
    public static final int AGGREGATE_COR = 24;
    public static final int VOLATILE_UNC_PARITY = 32;
    public static final int VOLATILE_UNC_SEC_DED = 40;
    public static final int VOLATILE_COR = 48;
    public static final int AGGREGATE_UNC_BUCKET_L2 = 56;
    public static final int AGGREGATE_UNC_BUCKET_SM = 64;
    public static final int AGGREGATE_UNC_BUCKET_PCIE = 72;
    public static final int AGGREGATE_UNC_BUCKET_MCU = 80;
    public static final int AGGREGATE_UNC_BUCKET_OTHER = 88;
    public static final int B_THRESHOLD_EXCEEDED = 96;

    private EccSramErrorStatusV1() {}
}
