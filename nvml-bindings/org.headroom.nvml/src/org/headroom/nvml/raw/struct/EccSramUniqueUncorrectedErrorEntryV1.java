package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlEccSramUniqueUncorrectedErrorEntry_v1_t}. Made by {@code generate.py}. */
public final class EccSramUniqueUncorrectedErrorEntryV1 extends Struct {
    public static final String C_NAME = "nvmlEccSramUniqueUncorrectedErrorEntry_v1_t";
    public static final int SIZE_BYTES = 28;
    public static final int UNIT = 0;
    public static final int LOCATION = 4;
    public static final int SUBLOCATION = 8;
    public static final int EXTLOCATION = 12;
    public static final int ADDRESS = 16;
    public static final int IS_PARITY = 20;
    public static final int COUNT = 24;

    /** In memory of its own, zeroed. */
    public EccSramUniqueUncorrectedErrorEntryV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public EccSramUniqueUncorrectedErrorEntryV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<EccSramUniqueUncorrectedErrorEntryV1> array(int length) {
        return array(length, SIZE_BYTES, EccSramUniqueUncorrectedErrorEntryV1::new);
    }

    /** {@code unit}. */
    public int unit() {
        return store.getInt(offset(UNIT));
    }

    /** {@code unit}. */
    public EccSramUniqueUncorrectedErrorEntryV1 unit(int value) {
        store.putInt(offset(UNIT), value);
        return this;
    }

    /** {@code location}. */
    public int location() {
        return store.getInt(offset(LOCATION));
    }

    /** {@code location}. */
    public EccSramUniqueUncorrectedErrorEntryV1 location(int value) {
        store.putInt(offset(LOCATION), value);
        return this;
    }

    /** {@code sublocation}. */
    public int sublocation() {
        return store.getInt(offset(SUBLOCATION));
    }

    /** {@code sublocation}. */
    public EccSramUniqueUncorrectedErrorEntryV1 sublocation(int value) {
        store.putInt(offset(SUBLOCATION), value);
        return this;
    }

    /** {@code extlocation}. */
    public int extlocation() {
        return store.getInt(offset(EXTLOCATION));
    }

    /** {@code extlocation}. */
    public EccSramUniqueUncorrectedErrorEntryV1 extlocation(int value) {
        store.putInt(offset(EXTLOCATION), value);
        return this;
    }

    /** {@code address}. */
    public int address() {
        return store.getInt(offset(ADDRESS));
    }

    /** {@code address}. */
    public EccSramUniqueUncorrectedErrorEntryV1 address(int value) {
        store.putInt(offset(ADDRESS), value);
        return this;
    }

    /** {@code isParity}. */
    public int isParity() {
        return store.getInt(offset(IS_PARITY));
    }

    /** {@code isParity}. */
    public EccSramUniqueUncorrectedErrorEntryV1 isParity(int value) {
        store.putInt(offset(IS_PARITY), value);
        return this;
    }

    /** {@code count}. */
    public int count() {
        return store.getInt(offset(COUNT));
    }

    /** {@code count}. */
    public EccSramUniqueUncorrectedErrorEntryV1 count(int value) {
        store.putInt(offset(COUNT), value);
        return this;
    }
}
