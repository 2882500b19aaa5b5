package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuLicenseInfo_t}. */
public final class VgpuLicenseInfo {
    public static final String C_NAME = "nvmlVgpuLicenseInfo_t";
    public static final int SIZE_BYTES = 24;
    public static final int IS_LICENSED = 0;
    public static final int LICENSE_EXPIRY = 4;
    public static final int CURRENT_STATE = 20;

    private VgpuLicenseInfo() {}
}
