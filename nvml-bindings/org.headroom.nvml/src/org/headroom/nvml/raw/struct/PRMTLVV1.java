package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlPRMTLV_v1_t}. Made by {@code generate.py}. */
public final class PRMTLVV1 extends Struct {
    public static final String C_NAME = "nvmlPRMTLV_v1_t";
    public static final int SIZE_BYTES = 504;
    public static final int DATA_SIZE = 0;
    public static final int STATUS = 4;
    public static final int IN_DATA = 8;
    public static final int OUT_DATA = 8;

    /** In memory of its own, zeroed. */
    public PRMTLVV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public PRMTLVV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<PRMTLVV1> array(int length) {
        return array(length, SIZE_BYTES, PRMTLVV1::new);
    }

    /** {@code dataSize}. */
    public int dataSize() {
        return store.getInt(offset(DATA_SIZE));
    }

    /** {@code dataSize}. */
    public PRMTLVV1 dataSize(int value) {
        store.putInt(offset(DATA_SIZE), value);
        return this;
    }

    /** {@code status}. */
    public int status() {
        return store.getInt(offset(STATUS));
    }

    /** {@code status}. */
    public PRMTLVV1 status(int value) {
        store.putInt(offset(STATUS), value);
        return this;
    }

    /** {@code inData}: 496 bytes. */
    public byte[] inData() {
        return getBytes(IN_DATA, 496);
    }

    /** {@code inData}: 496 bytes. */
    public PRMTLVV1 inData(byte[] value) {
        putBytes(IN_DATA, 496, value);
        return this;
    }

    /** {@code outData}: 496 bytes. */
    public byte[] outData() {
        return getBytes(OUT_DATA, 496);
    }

    /** {@code outData}: 496 bytes. */
    public PRMTLVV1 outData(byte[] value) {
        putBytes(OUT_DATA, 496, value);
        return this;
    }
}
