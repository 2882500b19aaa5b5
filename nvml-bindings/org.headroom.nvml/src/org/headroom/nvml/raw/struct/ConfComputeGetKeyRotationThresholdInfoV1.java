package org.headroom.nvml.raw.struct;

/** {@code nvmlConfComputeGetKeyRotationThresholdInfo_v1_t}. */
public final class ConfComputeGetKeyRotationThresholdInfoV1 {
    public static final String C_NAME = "nvmlConfComputeGetKeyRotationThresholdInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION = 0;
    public static final int ATTACKER_ADVANTAGE = 8;

    private ConfComputeGetKeyRotationThresholdInfoV1() {}
}
