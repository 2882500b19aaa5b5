package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlWorkloadPowerProfileRequestedProfiles_v1_t}. Made by {@code generate.py}. */
public final class WorkloadPowerProfileRequestedProfilesV1 extends Struct {
    public static final String C_NAME = "nvmlWorkloadPowerProfileRequestedProfiles_v1_t";
    public static final int SIZE_BYTES = 36;
    public static final int VERSION_WORD = 0x01000024;
    public static final int VERSION = 0;
    public static final int REQUESTED_PROFILES_MASK = 4;

    /** In memory of its own, zeroed but for the version word. */
    public WorkloadPowerProfileRequestedProfilesV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public WorkloadPowerProfileRequestedProfilesV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<WorkloadPowerProfileRequestedProfilesV1> array(int length) {
        return array(length, SIZE_BYTES, WorkloadPowerProfileRequestedProfilesV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public WorkloadPowerProfileRequestedProfilesV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code requestedProfilesMask}. */
    public Mask255 requestedProfilesMask() {
        return new Mask255(store, offset(REQUESTED_PROFILES_MASK));
    }
}
