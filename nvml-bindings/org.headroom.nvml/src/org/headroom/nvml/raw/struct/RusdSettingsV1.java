package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlRusdSettings_v1_t}. Made by {@code generate.py}. */
public final class RusdSettingsV1 extends Struct {
    public static final String C_NAME = "nvmlRusdSettings_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int POLL_MASK = 8;

    /** In memory of its own, zeroed but for the version word. */
    public RusdSettingsV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public RusdSettingsV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<RusdSettingsV1> array(int length) {
        return array(length, SIZE_BYTES, RusdSettingsV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public RusdSettingsV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code pollMask}. */
    public long pollMask() {
        return store.getLong(offset(POLL_MASK));
    }

    /** {@code pollMask}. */
    public RusdSettingsV1 pollMask(long value) {
        store.putLong(offset(POLL_MASK), value);
        return this;
    }
}
