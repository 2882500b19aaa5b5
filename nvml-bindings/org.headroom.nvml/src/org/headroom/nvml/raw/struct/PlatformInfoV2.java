package org.headroom.nvml.raw.struct;

/** {@code nvmlPlatformInfo_v2_t}. */
public final class PlatformInfoV2 {
    public static final String C_NAME = "nvmlPlatformInfo_v2_t";
    public static final int SIZE_BYTES = 44;
    public static final int VERSION_WORD = 0x0200002c;
    public static final int VERSION = 0;
    public static final int IB_GUID = 4;
    public static final int CHASSIS_SERIAL_NUMBER = 20;
    public static final int SLOT_NUMBER = 36;
    public static final int TRAY_INDEX = 37;
    public static final int HOST_ID = 38;
    public static final int PEER_TYPE = 39;
    public static final int MODULE_ID = 40;

    private PlatformInfoV2() {}
}
