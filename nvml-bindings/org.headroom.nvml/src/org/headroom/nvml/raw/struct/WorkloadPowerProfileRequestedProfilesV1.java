package org.headroom.nvml.raw.struct;

/** {@code nvmlWorkloadPowerProfileRequestedProfiles_v1_t}. */
public final class WorkloadPowerProfileRequestedProfilesV1 {
    public static final String C_NAME = "nvmlWorkloadPowerProfileRequestedProfiles_v1_t";
    public static final int SIZE_BYTES = 36;
    public static final int VERSION_WORD = 0x01000024;
    public static final int VERSION = 0;
    public static final int REQUESTED_PROFILES_MASK = 4;

    private WorkloadPowerProfileRequestedProfilesV1() {}
}
