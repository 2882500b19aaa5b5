package org.headroom.nvml.raw.struct;

/** {@code nvmlPSUInfo_t}. */
public final class PSUInfo {
    public static final String C_NAME = "nvmlPSUInfo_t";
    public static final int SIZE_BYTES = 268;
    public static final int STATE = 0;
    public static final int CURRENT = 256;
    public static final int VOLTAGE = 260;
    public static final int POWER = 264;

    private PSUInfo() {}
}
