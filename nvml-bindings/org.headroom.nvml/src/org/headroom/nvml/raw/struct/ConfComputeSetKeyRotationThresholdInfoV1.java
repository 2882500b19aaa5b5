package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlConfComputeSetKeyRotationThresholdInfo_v1_t}. Made by {@code generate.py}. */
public final class ConfComputeSetKeyRotationThresholdInfoV1 extends Struct {
    public static final String C_NAME = "nvmlConfComputeSetKeyRotationThresholdInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int MAX_ATTACKER_ADVANTAGE = 8;

    /** In memory of its own, zeroed but for the version word. */
    public ConfComputeSetKeyRotationThresholdInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ConfComputeSetKeyRotationThresholdInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<ConfComputeSetKeyRotationThresholdInfoV1> array(int length) {
        return array(length, SIZE_BYTES, ConfComputeSetKeyRotationThresholdInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public ConfComputeSetKeyRotationThresholdInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code maxAttackerAdvantage}. */
    public long maxAttackerAdvantage() {
        return store.getLong(offset(MAX_ATTACKER_ADVANTAGE));
    }

    /** {@code maxAttackerAdvantage}. */
    public ConfComputeSetKeyRotationThresholdInfoV1 maxAttackerAdvantage(long value) {
        store.putLong(offset(MAX_ATTACKER_ADVANTAGE), value);
        return this;
    }
}
