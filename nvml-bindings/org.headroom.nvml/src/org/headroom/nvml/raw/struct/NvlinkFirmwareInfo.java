package org.headroom.nvml.raw.struct;

/** {@code nvmlNvlinkFirmwareInfo_t}. */
public final class NvlinkFirmwareInfo {
    public static final String C_NAME = "nvmlNvlinkFirmwareInfo_t";
    public static final int SIZE_BYTES = 1604;
    public static final int FIRMWARE_VERSION = 0;
    public static final int NUM_VALID_ENTRIES = 1600;

    private NvlinkFirmwareInfo() {}
}
