package org.headroom.nvml.raw.struct;

/** {@code nvmlGridLicensableFeatures_t}. */
public final class GridLicensableFeatures {
    public static final String C_NAME = "nvmlGridLicensableFeatures_t";
    public static final int SIZE_BYTES = 860;
    public static final int IS_GRID_LICENSE_SUPPORTED = 0;
    public static final int LICENSABLE_FEATURES_COUNT = 4;
    public static final int GRID_LICENSABLE_FEATURES = 8;

    private GridLicensableFeatures() {}
}
