package org.headroom.nvml.raw.struct;

/** {@code nvmlPciInfo_t}. */
public final class PciInfo {
    public static final String C_NAME = "nvmlPciInfo_t";
    public static final int SIZE_BYTES = 68;
    public static final int BUS_ID_LEGACY = 0;
    public static final int DOMAIN = 16;
    public static final int BUS = 20;
    public static final int DEVICE = 24;
    public static final int PCI_DEVICE_ID = 28;
    public static final int PCI_SUB_SYSTEM_ID = 32;
    public static final int BUS_ID = 36;

    private PciInfo() {}
}
