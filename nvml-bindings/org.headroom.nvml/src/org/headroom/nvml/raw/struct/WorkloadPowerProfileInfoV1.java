package org.headroom.nvml.raw.struct;

/** {@code nvmlWorkloadPowerProfileInfo_v1_t}. */
public final class WorkloadPowerProfileInfoV1 {
    public static final String C_NAME = "nvmlWorkloadPowerProfileInfo_v1_t";
    public static final int SIZE_BYTES = 44;
    public static final int VERSION_WORD = 0x0100002c;
    public static final int VERSION = 0;
    public static final int PROFILE_ID = 4;
    public static final int PRIORITY = 8;
    public static final int CONFLICTING_MASK = 12;

    private WorkloadPowerProfileInfoV1() {}
}
