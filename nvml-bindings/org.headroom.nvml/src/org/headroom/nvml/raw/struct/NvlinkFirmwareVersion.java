package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlNvlinkFirmwareVersion_t}. Made by {@code generate.py}. */
public final class NvlinkFirmwareVersion extends Struct {
    public static final String C_NAME = "nvmlNvlinkFirmwareVersion_t";
    public static final int SIZE_BYTES = 16;
    public static final int UCODE_TYPE = 0;
    public static final int MAJOR = 4;
    public static final int MINOR = 8;
    public static final int SUB_MINOR = 12;

    /** In memory of its own, zeroed. */
    public NvlinkFirmwareVersion() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public NvlinkFirmwareVersion(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<NvlinkFirmwareVersion> array(int length) {
        return array(length, SIZE_BYTES, NvlinkFirmwareVersion::new);
    }

    /** {@code ucodeType}. */
    public byte ucodeType() {
        return store.get(offset(UCODE_TYPE));
    }

    /** {@code ucodeType}. */
    public NvlinkFirmwareVersion ucodeType(byte value) {
        store.put(offset(UCODE_TYPE), value);
        return this;
    }

    /** {@code major}. */
    public int major() {
        return store.getInt(offset(MAJOR));
    }

    /** {@code major}. */
    public NvlinkFirmwareVersion major(int value) {
        store.putInt(offset(MAJOR), value);
        return this;
    }

    /** {@code minor}. */
    public int minor() {
        return store.getInt(offset(MINOR));
    }

    /** {@code minor}. */
    public NvlinkFirmwareVersion minor(int value) {
        store.putInt(offset(MINOR), value);
        return this;
    }

    /** {@code subMinor}. */
    public int subMinor() {
        return store.getInt(offset(SUB_MINOR));
    }

    /** {@code subMinor}. */
    public NvlinkFirmwareVersion subMinor(int value) {
        store.putInt(offset(SUB_MINOR), value);
        return this;
    }
}
