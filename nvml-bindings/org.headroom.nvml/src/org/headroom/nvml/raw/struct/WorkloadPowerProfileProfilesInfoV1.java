package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlWorkloadPowerProfileProfilesInfo_v1_t}. Made by {@code generate.py}. */
public final class WorkloadPowerProfileProfilesInfoV1 extends Struct {
    public static final String C_NAME = "nvmlWorkloadPowerProfileProfilesInfo_v1_t";
    public static final int SIZE_BYTES = 11256;
    public static final int VERSION_WORD = 0x01002bf8;
    public static final int VERSION = 0;
    public static final int PERF_PROFILES_MASK = 4;
    public static final int PERF_PROFILE = 36;
    public static final int PERF_PROFILE_LENGTH = 255;

    /** In memory of its own, zeroed but for the version word. */
    public WorkloadPowerProfileProfilesInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public WorkloadPowerProfileProfilesInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<WorkloadPowerProfileProfilesInfoV1> array(int length) {
        return array(length, SIZE_BYTES, WorkloadPowerProfileProfilesInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public WorkloadPowerProfileProfilesInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code perfProfilesMask}. */
    public Mask255 perfProfilesMask() {
        return new Mask255(store, offset(PERF_PROFILES_MASK));
    }

    /** {@code perfProfile}, one of 255. */
    public WorkloadPowerProfileInfoV1 perfProfile(int i) {
        int size = WorkloadPowerProfileInfoV1.SIZE_BYTES;
        int at = element(PERF_PROFILE, i, PERF_PROFILE_LENGTH, size);
        return new WorkloadPowerProfileInfoV1(store, at);
    }
}
