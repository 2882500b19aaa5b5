package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlRepairStatus_v1_t}. Made by {@code generate.py}. */
public final class RepairStatusV1 extends Struct {
    public static final String C_NAME = "nvmlRepairStatus_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int B_CHANNEL_REPAIR_PENDING = 4;
    public static final int B_TPC_REPAIR_PENDING = 8;

    /** In memory of its own, zeroed but for the version word. */
    public RepairStatusV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public RepairStatusV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<RepairStatusV1> array(int length) {
        return array(length, SIZE_BYTES, RepairStatusV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public RepairStatusV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code bChannelRepairPending}. */
    public int bChannelRepairPending() {
        return store.getInt(offset(B_CHANNEL_REPAIR_PENDING));
    }

    /** {@code bChannelRepairPending}. */
    public RepairStatusV1 bChannelRepairPending(int value) {
        store.putInt(offset(B_CHANNEL_REPAIR_PENDING), value);
        return this;
    }

    /** {@code bTpcRepairPending}. */
    public int bTpcRepairPending() {
        return store.getInt(offset(B_TPC_REPAIR_PENDING));
    }

    /** {@code bTpcRepairPending}. */
    public RepairStatusV1 bTpcRepairPending(int value) {
        store.putInt(offset(B_TPC_REPAIR_PENDING), value);
        return this;
    }
}
