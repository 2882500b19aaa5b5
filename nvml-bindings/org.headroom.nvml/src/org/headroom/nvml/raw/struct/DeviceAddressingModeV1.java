package org.headroom.nvml.raw.struct;

/** {@code nvmlDeviceAddressingMode_v1_t}. */
public final class DeviceAddressingModeV1 {
    public static final String C_NAME = "nvmlDeviceAddressingMode_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int VALUE = 4;

    private DeviceAddressingModeV1() {}
}
