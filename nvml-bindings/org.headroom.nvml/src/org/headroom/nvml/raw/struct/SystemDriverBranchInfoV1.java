package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlSystemDriverBranchInfo_v1_t}. Made by {@code generate.py}. */
public final class SystemDriverBranchInfoV1 extends Struct {
    public static final String C_NAME = "nvmlSystemDriverBranchInfo_v1_t";
    public static final int SIZE_BYTES = 84;
    public static final int VERSION_WORD = 0x01000054;
    public static final int VERSION = 0;
    public static final int BRANCH = 4;

    /** In memory of its own, zeroed but for the version word. */
    public SystemDriverBranchInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public SystemDriverBranchInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<SystemDriverBranchInfoV1> array(int length) {
        return array(length, SIZE_BYTES, SystemDriverBranchInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public SystemDriverBranchInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code branch}: text of 80 bytes. */
    public String branch() {
        return getText(BRANCH, 80);
    }

    /** {@code branch}: text of 80 bytes. */
    public SystemDriverBranchInfoV1 branch(String value) {
        putText(BRANCH, 80, value);
        return this;
    }
}
