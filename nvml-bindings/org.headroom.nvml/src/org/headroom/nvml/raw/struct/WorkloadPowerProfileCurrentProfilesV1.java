package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlWorkloadPowerProfileCurrentProfiles_v1_t}. Made by {@code generate.py}. */
public final class WorkloadPowerProfileCurrentProfilesV1 extends Struct {
    public static final String C_NAME = "nvmlWorkloadPowerProfileCurrentProfiles_v1_t";
    public static final int SIZE_BYTES = 100;
    public static final int VERSION_WORD = 0x01000064;
    public static final int VERSION = 0;
    public static final int PERF_PROFILES_MASK = 4;
    public static final int REQUESTED_PROFILES_MASK = 36;
    public static final int ENFORCED_PROFILES_MASK = 68;

    /** In memory of its own, zeroed but for the version word. */
    public WorkloadPowerProfileCurrentProfilesV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public WorkloadPowerProfileCurrentProfilesV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<WorkloadPowerProfileCurrentProfilesV1> array(int length) {
        return array(length, SIZE_BYTES, WorkloadPowerProfileCurrentProfilesV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public WorkloadPowerProfileCurrentProfilesV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code perfProfilesMask}. */
    public Mask255 perfProfilesMask() {
        return new Mask255(store, offset(PERF_PROFILES_MASK));
    }

    /** {@code requestedProfilesMask}. */
    public Mask255 requestedProfilesMask() {
        return new Mask255(store, offset(REQUESTED_PROFILES_MASK));
    }

    /** {@code enforcedProfilesMask}. */
    public Mask255 enforcedProfilesMask() {
        return new Mask255(store, offset(ENFORCED_PROFILES_MASK));
    }
}
