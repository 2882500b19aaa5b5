package org.headroom.nvml.raw.struct;

/** {@code nvmlWorkloadPowerProfileCurrentProfiles_v1_t}. */
public final class WorkloadPowerProfileCurrentProfilesV1 {
    public static final String C_NAME = "nvmlWorkloadPowerProfileCurrentProfiles_v1_t";
    public static final int SIZE_BYTES = 100;
    public static final int VERSION_WORD = 0x01000064;
    public static final int VERSION = 0;
    public static final int PERF_PROFILES_MASK = 4;
    public static final int REQUESTED_PROFILES_MASK = 36;
    public static final int ENFORCED_PROFILES_MASK = 68;

    private WorkloadPowerProfileCurrentProfilesV1() {}
}
