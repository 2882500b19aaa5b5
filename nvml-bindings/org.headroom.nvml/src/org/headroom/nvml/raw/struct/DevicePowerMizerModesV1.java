package org.headroom.nvml.raw.struct;

/** {@code nvmlDevicePowerMizerModes_v1_t}. */
public final class DevicePowerMizerModesV1 {
    public static final String C_NAME = "nvmlDevicePowerMizerModes_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int CURRENT_MODE = 0;
    public static final int MODE = 4;
    public static final int SUPPORTED_POWER_MIZER_MODES = 8;

    private DevicePowerMizerModesV1() {}
}
