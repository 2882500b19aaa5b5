package org.headroom.nvml.raw.struct;

/** {@code nvmlNvlinkFirmwareVersion_t}. */
public final class NvlinkFirmwareVersion {
    public static final String C_NAME = "nvmlNvlinkFirmwareVersion_t";
    public static final int SIZE_BYTES = 16;
    public static final int UCODE_TYPE = 0;
    public static final int MAJOR = 4;
    public static final int MINOR = 8;
    public static final int SUB_MINOR = 12;

    private NvlinkFirmwareVersion() {}
}
