package org.headroom.nvml.raw.struct;

/** {@code nvmlWorkloadPowerProfileUpdateProfiles_v1_t}. */
public final class WorkloadPowerProfileUpdateProfilesV1 {
    public static final String C_NAME = "nvmlWorkloadPowerProfileUpdateProfiles_v1_t";
    public static final int SIZE_BYTES = 36;
    public static final int VERSION_WORD = 0x01000024;
    public static final int OPERATION = 0;
    public static final int UPDATE_PROFILES_MASK = 4;

    private WorkloadPowerProfileUpdateProfilesV1() {}
}
