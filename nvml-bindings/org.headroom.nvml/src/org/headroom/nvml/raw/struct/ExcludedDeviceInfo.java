package org.headroom.nvml.raw.struct;

/** {@code nvmlExcludedDeviceInfo_t}. */
public final class ExcludedDeviceInfo {
    public static final String C_NAME = "nvmlExcludedDeviceInfo_t";
    public static final int SIZE_BYTES = 148;
    public static final int PCI_INFO = 0;
    public static final int UUID = 68;

    private ExcludedDeviceInfo() {}
}
