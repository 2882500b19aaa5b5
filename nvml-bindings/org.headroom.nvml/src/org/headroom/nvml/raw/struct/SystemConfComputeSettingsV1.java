package org.headroom.nvml.raw.struct;

/** {@code nvmlSystemConfComputeSettings_v1_t}. */
public final class SystemConfComputeSettingsV1 {
    public static final String C_NAME = "nvmlSystemConfComputeSettings_v1_t";
    public static final int SIZE_BYTES = 20;
    public static final int VERSION_WORD = 0x01000014;
    public static final int VERSION = 0;
    public static final int ENVIRONMENT = 4;
    public static final int CC_FEATURE = 8;
    public static final int DEV_TOOLS_MODE = 12;
    public static final int MULTI_GPU_MODE = 16;

    private SystemConfComputeSettingsV1() {}
}
