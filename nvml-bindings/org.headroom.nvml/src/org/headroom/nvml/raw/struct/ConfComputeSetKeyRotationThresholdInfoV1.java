package org.headroom.nvml.raw.struct;

/** {@code nvmlConfComputeSetKeyRotationThresholdInfo_v1_t}. */
public final class ConfComputeSetKeyRotationThresholdInfoV1 {
    public static final String C_NAME = "nvmlConfComputeSetKeyRotationThresholdInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION = 0;
    public static final int MAX_ATTACKER_ADVANTAGE = 8;

    private ConfComputeSetKeyRotationThresholdInfoV1() {}
}
