package org.headroom.nvml.raw.struct;

/** {@code nvmlGridLicensableFeature_t}. */
public final class GridLicensableFeature {
    public static final String C_NAME = "nvmlGridLicensableFeature_t";
    public static final int SIZE_BYTES = 284;
    public static final int FEATURE_CODE = 0;
    public static final int FEATURE_STATE = 4;
    public static final int LICENSE_INFO = 8;
    public static final int PRODUCT_NAME = 136;
    public static final int FEATURE_ENABLED = 264;
    public static final int LICENSE_EXPIRY = 268;

    private GridLicensableFeature() {}
}
