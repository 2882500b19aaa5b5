package org.headroom.nvml.raw.struct;

/** {@code nvmlGpuThermalSettings_t}. */
public final class GpuThermalSettings {
    public static final String C_NAME = "nvmlGpuThermalSettings_t";
    public static final int SIZE_BYTES = 64;
    public static final int COUNT = 0;
    public static final int SENSOR = 4;

    private GpuThermalSettings() {}
}
