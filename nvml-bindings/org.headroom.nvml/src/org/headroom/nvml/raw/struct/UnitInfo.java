package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlUnitInfo_t}. Made by {@code generate.py}. */
public final class UnitInfo extends Struct {
    public static final String C_NAME = "nvmlUnitInfo_t";
    public static final int SIZE_BYTES = 384;
    public static final int NAME = 0;
    public static final int ID = 96;
    public static final int SERIAL = 192;
    public static final int FIRMWARE_VERSION = 288;

    /** In memory of its own, zeroed. */
    public UnitInfo() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public UnitInfo(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<UnitInfo> array(int length) {
        return array(length, SIZE_BYTES, UnitInfo::new);
    }

    /** {@code name}: text of 96 bytes. */
    public String name() {
        return getText(NAME, 96);
    }

    /** {@code name}: text of 96 bytes. */
    public UnitInfo name(String value) {
        putText(NAME, 96, value);
        return this;
    }

    /** {@code id}: text of 96 bytes. */
    public String id() {
        return getText(ID, 96);
    }

    /** {@code id}: text of 96 bytes. */
    public UnitInfo id(String value) {
        putText(ID, 96, value);
        return this;
    }

    /** {@code serial}: text of 96 bytes. */
    public String serial() {
        return getText(SERIAL, 96);
    }

    /** {@code serial}: text of 96 bytes. */
    public UnitInfo serial(String value) {
        putText(SERIAL, 96, value);
        return this;
    }

    /** {@code firmwareVersion}: text of 96 bytes. */
    public String firmwareVersion() {
        return getText(FIRMWARE_VERSION, 96);
    }

    /** {@code firmwareVersion}: text of 96 bytes. */
    public UnitInfo firmwareVersion(String value) {
        putText(FIRMWARE_VERSION, 96, value);
        return this;
    }
}
