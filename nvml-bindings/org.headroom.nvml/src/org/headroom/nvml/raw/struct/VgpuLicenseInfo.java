package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlVgpuLicenseInfo_t}. Made by {@code generate.py}. */
public final class VgpuLicenseInfo extends Struct {
    public static final String C_NAME = "nvmlVgpuLicenseInfo_t";
    public static final int SIZE_BYTES = 24;
    public static final int IS_LICENSED = 0;
    public static final int LICENSE_EXPIRY = 4;
    public static final int CURRENT_STATE = 20;

    /** In memory of its own, zeroed. */
    public VgpuLicenseInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public VgpuLicenseInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<VgpuLicenseInfo> array(int length) {
        return array(length, SIZE_BYTES, VgpuLicenseInfo::new);
    }

    /** {@code isLicensed}. */
    public byte isLicensed() {
        return store.get(offset(IS_LICENSED));
    }

    /** {@code isLicensed}. */
    public VgpuLicenseInfo isLicensed(byte value) {
        store.put(offset(IS_LICENSED), value);
        return this;
    }

    /** {@code licenseExpiry}. */
    public VgpuLicenseExpiry licenseExpiry() {
        return new VgpuLicenseExpiry(store, offset(LICENSE_EXPIRY));
    }

    /** {@code currentState}. */
    public int currentState() {
        return store.getInt(offset(CURRENT_STATE));
    }

    /** {@code currentState}. */
    public VgpuLicenseInfo currentState(int value) {
        store.putInt(offset(CURRENT_STATE), value);
        return this;
    }
}
