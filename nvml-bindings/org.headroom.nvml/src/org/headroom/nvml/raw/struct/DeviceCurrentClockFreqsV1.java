package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlDeviceCurrentClockFreqs_v1_t}. Made by {@code generate.py}. */
public final class DeviceCurrentClockFreqsV1 extends Struct {
    public static final String C_NAME = "nvmlDeviceCurrentClockFreqs_v1_t";
    public static final int SIZE_BYTES = 2052;
    public static final int VERSION_WORD = 0x01000804;
    public static final int VERSION = 0;
    public static final int STR = 4;

    /** In memory of its own, zeroed but for the version word. */
    public DeviceCurrentClockFreqsV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public DeviceCurrentClockFreqsV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<DeviceCurrentClockFreqsV1> array(int length) {
        return array(length, SIZE_BYTES, DeviceCurrentClockFreqsV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public DeviceCurrentClockFreqsV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code str}: text of 2048 bytes. */
    public String str() {
        return getText(STR, 2048);
    }

    /** {@code str}: text of 2048 bytes. */
    public DeviceCurrentClockFreqsV1 str(String value) {
        putText(STR, 2048, value);
        return this;
    }
}
