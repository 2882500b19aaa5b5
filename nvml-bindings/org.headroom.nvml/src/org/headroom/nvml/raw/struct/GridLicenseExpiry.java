package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGridLicenseExpiry_t}. Made by {@code generate.py}. */
public final class GridLicenseExpiry extends Struct {
    public static final String C_NAME = "nvmlGridLicenseExpiry_t";
    public static final int SIZE_BYTES = 16;
    public static final int YEAR = 0;
    public static final int MONTH = 4;
    public static final int DAY = 6;
    public static final int HOUR = 8;
    public static final int MIN = 10;
    public static final int SEC = 12;
    public static final int STATUS = 14;

    /** In memory of its own, zeroed. */
    public GridLicenseExpiry() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GridLicenseExpiry(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GridLicenseExpiry> array(int length) {
        return array(length, SIZE_BYTES, GridLicenseExpiry::new);
    }

    /** {@code year}. */
    public int year() {
        return store.getInt(offset(YEAR));
    }

    /** {@code year}. */
    public GridLicenseExpiry year(int value) {
        store.putInt(offset(YEAR), value);
        return this;
    }

    /** {@code month}. */
    public short month() {
        return store.getShort(offset(MONTH));
    }

    /** {@code month}. */
    public GridLicenseExpiry month(short value) {
        store.putShort(offset(MONTH), value);
        return this;
    }

    /** {@code day}. */
    public short day() {
        return store.getShort(offset(DAY));
    }

    /** {@code day}. */
    public GridLicenseExpiry day(short value) {
        store.putShort(offset(DAY), value);
        return this;
    }

    /** {@code hour}. */
    public short hour() {
        return store.getShort(offset(HOUR));
    }

    /** {@code hour}. */
    public GridLicenseExpiry hour(short value) {
        store.putShort(offset(HOUR), value);
        return this;
    }

    /** {@code min}. */
    public short min() {
        return store.getShort(offset(MIN));
    }

    /** {@code min}. */
    public GridLicenseExpiry min(short value) {
        store.putShort(offset(MIN), value);
        return this;
    }

    /** {@code sec}. */
    public short sec() {
        return store.getShort(offset(SEC));
    }

    /** {@code sec}. */
    public GridLicenseExpiry sec(short value) {
        store.putShort(offset(SEC), value);
        return this;
    }

    /** {@code status}. */
    public byte status() {
        return store.get(offset(STATUS));
    }

    /** {@code status}. */
    public GridLicenseExpiry status(byte value) {
        store.put(offset(STATUS), value);
        return this;
    }
}
