package org.headroom.nvml.raw.struct;

/** {@code nvmlRepairStatus_v1_t}. */
public final class RepairStatusV1 {
    public static final String C_NAME = "nvmlRepairStatus_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int B_CHANNEL_REPAIR_PENDING = 4;
    public static final int B_TPC_REPAIR_PENDING = 8;

    private RepairStatusV1() {}
}
