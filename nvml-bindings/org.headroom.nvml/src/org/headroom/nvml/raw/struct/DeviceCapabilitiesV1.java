package org.headroom.nvml.raw.struct;

/** {@code nvmlDeviceCapabilities_v1_t}. */
public final class DeviceCapabilitiesV1 {
    public static final String C_NAME = "nvmlDeviceCapabilities_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int CAP_MASK = 4;

    private DeviceCapabilitiesV1() {}
}
