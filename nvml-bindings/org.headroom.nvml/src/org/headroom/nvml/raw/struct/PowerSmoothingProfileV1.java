package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPowerSmoothingProfile_v1_t}. Made by {@code generate.py}. */
public final class PowerSmoothingProfileV1 extends Struct {
    public static final String C_NAME = "nvmlPowerSmoothingProfile_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int PROFILE_ID = 4;
    public static final int PARAM_ID = 8;
    public static final int VALUE = 16;

    /** In memory of its own, zeroed but for the version word. */
    public PowerSmoothingProfileV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PowerSmoothingProfileV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<PowerSmoothingProfileV1> array(int length) {
        return array(length, SIZE_BYTES, PowerSmoothingProfileV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public PowerSmoothingProfileV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code profileId}. */
    public int profileId() {
        return store.getInt(offset(PROFILE_ID));
    }

    /** {@code profileId}. */
    public PowerSmoothingProfileV1 profileId(int value) {
        store.putInt(offset(PROFILE_ID), value);
        return this;
    }

    /** {@code paramId}. */
    public int paramId() {
        return store.getInt(offset(PARAM_ID));
    }

    /** {@code paramId}. */
    public PowerSmoothingProfileV1 paramId(int value) {
        store.putInt(offset(PARAM_ID), value);
        return this;
    }

    /** {@code value}. */
    public long value() {
        return store.getLong(offset(VALUE));
    }

    /** {@code value}. */
    public PowerSmoothingProfileV1 value(long value) {
        store.putLong(offset(VALUE), value);
        return this;
    }
}
