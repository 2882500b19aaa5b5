package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlWorkloadPowerProfileUpdateProfiles_v1_t}. Made by {@code generate.py}. */
public final class WorkloadPowerProfileUpdateProfilesV1 extends Struct {
    public static final String C_NAME = "nvmlWorkloadPowerProfileUpdateProfiles_v1_t";
    public static final int SIZE_BYTES = 36;
    public static final int VERSION_WORD = 0x01000024;
    public static final int OPERATION = 0;
    public static final int UPDATE_PROFILES_MASK = 4;

    /** In memory of its own, zeroed. */
    public WorkloadPowerProfileUpdateProfilesV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public WorkloadPowerProfileUpdateProfilesV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<WorkloadPowerProfileUpdateProfilesV1> array(int length) {
        return array(length, SIZE_BYTES, WorkloadPowerProfileUpdateProfilesV1::new);
    }

    /** {@code operation}. */
    public int operation() {
        return store.getInt(offset(OPERATION));
    }

    /** {@code operation}. */
    public WorkloadPowerProfileUpdateProfilesV1 operation(int value) {
        store.putInt(offset(OPERATION), value);
        return this;
    }

    /** {@code updateProfilesMask}. */
    public Mask255 updateProfilesMask() {
        return new Mask255(store, offset(UPDATE_PROFILES_MASK));
    }
}
