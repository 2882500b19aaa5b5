package org.headroom.nvml.raw.struct;

/** {@code nvmlWorkloadPowerProfileProfilesInfo_v1_t}. */
public final class WorkloadPowerProfileProfilesInfoV1 {
    public static final String C_NAME = "nvmlWorkloadPowerProfileProfilesInfo_v1_t";
    public static final int SIZE_BYTES = 11256;
    public static final int VERSION_WORD = 0x01002bf8;
    public static final int VERSION = 0;
    public static final int PERF_PROFILES_MASK = 4;
    public static final int PERF_PROFILE = 36;

    private WorkloadPowerProfileProfilesInfoV1() {}
}
