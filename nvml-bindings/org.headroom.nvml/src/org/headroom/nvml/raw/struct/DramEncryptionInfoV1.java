package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlDramEncryptionInfo_v1_t}. Made by {@code generate.py}. */
public final class DramEncryptionInfoV1 extends Struct {
    public static final String C_NAME = "nvmlDramEncryptionInfo_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int ENCRYPTION_STATE = 4;

    /** In memory of its own, zeroed but for the version word. */
    public DramEncryptionInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public DramEncryptionInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<DramEncryptionInfoV1> array(int length) {
        return array(length, SIZE_BYTES, DramEncryptionInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public DramEncryptionInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code encryptionState}. */
    public int encryptionState() {
        return store.getInt(offset(ENCRYPTION_STATE));
    }

    /** {@code encryptionState}. */
    public DramEncryptionInfoV1 encryptionState(int value) {
        store.putInt(offset(ENCRYPTION_STATE), value);
        return this;
    }
}
