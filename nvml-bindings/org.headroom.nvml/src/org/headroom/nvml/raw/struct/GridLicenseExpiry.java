package org.headroom.nvml.raw.struct;

/** {@code nvmlGridLicenseExpiry_t}. */
public final class GridLicenseExpiry {
    public static final String C_NAME = "nvmlGridLicenseExpiry_t";
    public static final int SIZE_BYTES = 16;
    public static final int YEAR = 0;
    public static final int MONTH = 4;
    public static final int DAY = 6;
    public static final int HOUR = 8;
    public static final int MIN = 10;
    public static final int SEC = 12;
    public static final int STATUS = 14;

    private GridLicenseExpiry() {}
}
