package org.headroom.nvml.raw.struct;

/** {@code nvmlPlatformInfo_v1_t}. */
public final class PlatformInfoV1 {
    public static final String C_NAME = "nvmlPlatformInfo_v1_t";
    public static final int SIZE_BYTES = 44;
    public static final int VERSION_WORD = 0x0100002c;
    public static final int VERSION = 0;
    public static final int IB_GUID = 4;
    public static final int RACK_GUID = 20;
    public static final int CHASSIS_PHYSICAL_SLOT_NUMBER = 36;
    public static final int COMPUTE_SLOT_INDEX = 37;
    public static final int NODE_INDEX = 38;
    public static final int PEER_TYPE = 39;
    public static final int MODULE_ID = 40;

    private PlatformInfoV1() {}
}
