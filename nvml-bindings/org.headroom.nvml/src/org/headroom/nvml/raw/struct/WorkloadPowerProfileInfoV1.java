package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlWorkloadPowerProfileInfo_v1_t}. Made by {@code generate.py}. */
public final class WorkloadPowerProfileInfoV1 extends Struct {
    public static final String C_NAME = "nvmlWorkloadPowerProfileInfo_v1_t";
    public static final int SIZE_BYTES = 44;
    public static final int VERSION_WORD = 0x0100002c;
    public static final int VERSION = 0;
    public static final int PROFILE_ID = 4;
    public static final int PRIORITY = 8;
    public static final int CONFLICTING_MASK = 12;

    /** In memory of its own, zeroed but for the version word. */
    public WorkloadPowerProfileInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public WorkloadPowerProfileInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<WorkloadPowerProfileInfoV1> array(int length) {
        return array(length, SIZE_BYTES, WorkloadPowerProfileInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public WorkloadPowerProfileInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code profileId}. */
    public int profileId() {
        return store.getInt(offset(PROFILE_ID));
    }

    /** {@code profileId}. */
    public WorkloadPowerProfileInfoV1 profileId(int value) {
        store.putInt(offset(PROFILE_ID), value);
        return this;
    }

    /** {@code priority}. */
    public int priority() {
        return store.getInt(offset(PRIORITY));
    }

    /** {@code priority}. */
    public WorkloadPowerProfileInfoV1 priority(int value) {
        store.putInt(offset(PRIORITY), value);
        return this;
    }

    /** {@code conflictingMask}. */
    public Mask255 conflictingMask() {
        return new Mask255(store, offset(CONFLICTING_MASK));
    }
}
