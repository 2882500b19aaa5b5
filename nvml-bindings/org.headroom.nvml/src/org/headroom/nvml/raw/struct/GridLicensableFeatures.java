package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGridLicensableFeatures_t}. Made by {@code generate.py}. */
public final class GridLicensableFeatures extends Struct {
    public static final String C_NAME = "nvmlGridLicensableFeatures_t";
    public static final int SIZE_BYTES = 860;
    public static final int IS_GRID_LICENSE_SUPPORTED = 0;
    public static final int LICENSABLE_FEATURES_COUNT = 4;
    public static final int GRID_LICENSABLE_FEATURES = 8;
    public static final int GRID_LICENSABLE_FEATURES_LENGTH = 3;

    /** In memory of its own, zeroed. */
    public GridLicensableFeatures() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GridLicensableFeatures(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GridLicensableFeatures> array(int length) {
        return array(length, SIZE_BYTES, GridLicensableFeatures::new);
    }

    /** {@code isGridLicenseSupported}. */
    public int isGridLicenseSupported() {
        return store.getInt(offset(IS_GRID_LICENSE_SUPPORTED));
    }

    /** {@code isGridLicenseSupported}. */
    public GridLicensableFeatures isGridLicenseSupported(int value) {
        store.putInt(offset(IS_GRID_LICENSE_SUPPORTED), value);
        return this;
    }

    /** {@code licensableFeaturesCount}. */
    public int licensableFeaturesCount() {
        return store.getInt(offset(LICENSABLE_FEATURES_COUNT));
    }

    /** {@code licensableFeaturesCount}. */
    public GridLicensableFeatures licensableFeaturesCount(int value) {
        store.putInt(offset(LICENSABLE_FEATURES_COUNT), value);
        return this;
    }

    /** {@code gridLicensableFeatures}, one of 3. */
    public GridLicensableFeature gridLicensableFeatures(int i) {
        int size = GridLicensableFeature.SIZE_BYTES;
        int at = element(GRID_LICENSABLE_FEATURES, i, GRID_LICENSABLE_FEATURES_LENGTH, size);
        return new GridLicensableFeature(store, at);
    }
}
