package org.headroom.nvml.raw.struct;

/** {@code nvmlPciInfoExt_v1_t}. */
public final class PciInfoExtV1 {
    public static final String C_NAME = "nvmlPciInfoExt_v1_t";
    public static final int SIZE_BYTES = 64;
    public static final int VERSION_WORD = 0x01000040;
    public static final int VERSION = 0;
    public static final int DOMAIN = 4;
    public static final int BUS = 8;
    public static final int DEVICE = 12;
    public static final int PCI_DEVICE_ID = 16;
    public static final int PCI_SUB_SYSTEM_ID = 20;
    public static final int BASE_CLASS = 24;
    public static final int SUB_CLASS = 28;
    public static final int BUS_ID = 32;

    private PciInfoExtV1() {}
}
