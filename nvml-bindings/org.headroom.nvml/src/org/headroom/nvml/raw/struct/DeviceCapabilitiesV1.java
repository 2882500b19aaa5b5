package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlDeviceCapabilities_v1_t}. Made by {@code generate.py}. */
public final class DeviceCapabilitiesV1 extends Struct {
    public static final String C_NAME = "nvmlDeviceCapabilities_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int CAP_MASK = 4;

    /** In memory of its own, zeroed but for the version word. */
    public DeviceCapabilitiesV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public DeviceCapabilitiesV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<DeviceCapabilitiesV1> array(int length) {
        return array(length, SIZE_BYTES, DeviceCapabilitiesV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public DeviceCapabilitiesV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code capMask}. */
    public int capMask() {
        return store.getInt(offset(CAP_MASK));
    }

    /** {@code capMask}. */
    public DeviceCapabilitiesV1 capMask(int value) {
        store.putInt(offset(CAP_MASK), value);
        return this;
    }
}
