package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlConfComputeGetKeyRotationThresholdInfo_v1_t}. Made by {@code generate.py}. */
public final class ConfComputeGetKeyRotationThresholdInfoV1 extends Struct {
    public static final String C_NAME = "nvmlConfComputeGetKeyRotationThresholdInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int ATTACKER_ADVANTAGE = 8;

    /** In memory of its own, zeroed but for the version word. */
    public ConfComputeGetKeyRotationThresholdInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ConfComputeGetKeyRotationThresholdInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<ConfComputeGetKeyRotationThresholdInfoV1> array(int length) {
        return array(length, SIZE_BYTES, ConfComputeGetKeyRotationThresholdInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public ConfComputeGetKeyRotationThresholdInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code attackerAdvantage}. */
    public long attackerAdvantage() {
        return store.getLong(offset(ATTACKER_ADVANTAGE));
    }

    /** {@code attackerAdvantage}. */
    public ConfComputeGetKeyRotationThresholdInfoV1 attackerAdvantage(long value) {
        store.putLong(offset(ATTACKER_ADVANTAGE), value);
        return this;
    }
}
