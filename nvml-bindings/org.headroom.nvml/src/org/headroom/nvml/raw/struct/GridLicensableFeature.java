package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGridLicensableFeature_t}. Made by {@code generate.py}. */
public final class GridLicensableFeature extends Struct {
    public static final String C_NAME = "nvmlGridLicensableFeature_t";
    public static final int SIZE_BYTES = 284;
    public static final int FEATURE_CODE = 0;
    public static final int FEATURE_STATE = 4;
    public static final int LICENSE_INFO = 8;
    public static final int PRODUCT_NAME = 136;
    public static final int FEATURE_ENABLED = 264;
    public static final int LICENSE_EXPIRY = 268;

    /** In memory of its own, zeroed. */
    public GridLicensableFeature() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GridLicensableFeature(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GridLicensableFeature> array(int length) {
        return array(length, SIZE_BYTES, GridLicensableFeature::new);
    }

    /** {@code featureCode}. */
    public int featureCode() {
        return store.getInt(offset(FEATURE_CODE));
    }

    /** {@code featureCode}. */
    public GridLicensableFeature featureCode(int value) {
        store.putInt(offset(FEATURE_CODE), value);
        return this;
    }

    /** {@code featureState}. */
    public int featureState() {
        return store.getInt(offset(FEATURE_STATE));
    }

    /** {@code featureState}. */
    public GridLicensableFeature featureState(int value) {
        store.putInt(offset(FEATURE_STATE), value);
        return this;
    }

    /** {@code licenseInfo}: text of 128 bytes. */
    public String licenseInfo() {
        return getText(LICENSE_INFO, 128);
    }

    /** {@code licenseInfo}: text of 128 bytes. */
    public GridLicensableFeature licenseInfo(String value) {
        putText(LICENSE_INFO, 128, value);
        return this;
    }

    /** {@code productName}: text of 128 bytes. */
    public String productName() {
        return getText(PRODUCT_NAME, 128);
    }

    /** {@code productName}: text of 128 bytes. */
    public GridLicensableFeature productName(String value) {
        putText(PRODUCT_NAME, 128, value);
        return this;
    }

    /** {@code featureEnabled}. */
    public int featureEnabled() {
        return store.getInt(offset(FEATURE_ENABLED));
    }

    /** {@code featureEnabled}. */
    public GridLicensableFeature featureEnabled(int value) {
        store.putInt(offset(FEATURE_ENABLED), value);
        return this;
    }

    /** {@code licenseExpiry}. */
    public GridLicenseExpiry licenseExpiry() {
        return new GridLicenseExpiry(store, offset(LICENSE_EXPIRY));
    }
}
