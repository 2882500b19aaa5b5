package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlEccSramUniqueUncorrectedErrorCounts_v1_t}. Made by {@code generate.py}. */
public final class EccSramUniqueUncorrectedErrorCountsV1 extends Struct {
    public static final String C_NAME = "nvmlEccSramUniqueUncorrectedErrorCounts_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int ENTRY_COUNT = 4;
    public static final int ENTRIES = 8;

    /** In memory of its own, zeroed but for the version word. */
    public EccSramUniqueUncorrectedErrorCountsV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public EccSramUniqueUncorrectedErrorCountsV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<EccSramUniqueUncorrectedErrorCountsV1> array(int length) {
        return array(length, SIZE_BYTES, EccSramUniqueUncorrectedErrorCountsV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public EccSramUniqueUncorrectedErrorCountsV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code entryCount}. */
    public int entryCount() {
        return store.getInt(offset(ENTRY_COUNT));
    }

    /** {@code entryCount}. */
    public EccSramUniqueUncorrectedErrorCountsV1 entryCount(int value) {
        store.putInt(offset(ENTRY_COUNT), value);
        return this;
    }

    /** {@code entries}. */
    public long entries() {
        return store.getLong(offset(ENTRIES));
    }

    /** {@code entries}. */
    public EccSramUniqueUncorrectedErrorCountsV1 entries(long value) {
        store.putLong(offset(ENTRIES), value);
        return this;
    }
}
