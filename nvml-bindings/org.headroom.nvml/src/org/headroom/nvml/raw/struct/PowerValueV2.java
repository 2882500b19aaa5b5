package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPowerValue_v2_t}. Made by {@code generate.py}. */
public final class PowerValueV2 extends Struct {
    public static final String C_NAME = "nvmlPowerValue_v2_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0200000c;
    public static final int VERSION = 0;
    public static final int POWER_SCOPE = 4;
    public static final int POWER_VALUE_MW = 8;

    /** In memory of its own, zeroed but for the version word. */
    public PowerValueV2() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PowerValueV2(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<PowerValueV2> array(int length) {
        return array(length, SIZE_BYTES, PowerValueV2::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public PowerValueV2 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code powerScope}. */
    public byte powerScope() {
        return store.get(offset(POWER_SCOPE));
    }

    /** {@code powerScope}. */
    public PowerValueV2 powerScope(byte value) {
        store.put(offset(POWER_SCOPE), value);
        return this;
    }

    /** {@code powerValueMw}. */
    public int powerValueMw() {
        return store.getInt(offset(POWER_VALUE_MW));
    }

    /** {@code powerValueMw}. */
    public PowerValueV2 powerValueMw(int value) {
        store.putInt(offset(POWER_VALUE_MW), value);
        return this;
    }
}
