package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlClockOffset_v1_t}. Made by {@code generate.py}. */
public final class ClockOffsetV1 extends Struct {
    public static final String C_NAME = "nvmlClockOffset_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int TYPE = 4;
    public static final int PSTATE = 8;
    public static final int CLOCK_OFFSET_M_HZ = 12;
    public static final int MIN_CLOCK_OFFSET_M_HZ = 16;
    public static final int MAX_CLOCK_OFFSET_M_HZ = 20;

    /** In memory of its own, zeroed but for the version word. */
    public ClockOffsetV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public ClockOffsetV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<ClockOffsetV1> array(int length) {
        return array(length, SIZE_BYTES, ClockOffsetV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public ClockOffsetV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code type}. */
    public int type() {
        return store.getInt(offset(TYPE));
    }

    /** {@code type}. */
    public ClockOffsetV1 type(int value) {
        store.putInt(offset(TYPE), value);
        return this;
    }

    /** {@code pstate}. */
    public int pstate() {
        return store.getInt(offset(PSTATE));
    }

    /** {@code pstate}. */
    public ClockOffsetV1 pstate(int value) {
        store.putInt(offset(PSTATE), value);
        return this;
    }

    /** {@code clockOffsetMHz}. */
    public int clockOffsetMHz() {
        return store.getInt(offset(CLOCK_OFFSET_M_HZ));
    }

    /** {@code clockOffsetMHz}. */
    public ClockOffsetV1 clockOffsetMHz(int value) {
        store.putInt(offset(CLOCK_OFFSET_M_HZ), value);
        return this;
    }

    /** {@code minClockOffsetMHz}. */
    public int minClockOffsetMHz() {
        return store.getInt(offset(MIN_CLOCK_OFFSET_M_HZ));
    }

    /** {@code minClockOffsetMHz}. */
    public ClockOffsetV1 minClockOffsetMHz(int value) {
        store.putInt(offset(MIN_CLOCK_OFFSET_M_HZ), value);
        return this;
    }

    /** {@code maxClockOffsetMHz}. */
    public int maxClockOffsetMHz() {
        return store.getInt(offset(MAX_CLOCK_OFFSET_M_HZ));
    }

    /** {@code maxClockOffsetMHz}. */
    public ClockOffsetV1 maxClockOffsetMHz(int value) {
        store.putInt(offset(MAX_CLOCK_OFFSET_M_HZ), value);
        return this;
    }
}
