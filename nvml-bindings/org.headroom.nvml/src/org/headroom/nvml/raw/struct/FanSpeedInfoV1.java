package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlFanSpeedInfo_v1_t}. Made by {@code generate.py}. */
public final class FanSpeedInfoV1 extends Struct {
    public static final String C_NAME = "nvmlFanSpeedInfo_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int FAN = 4;
    public static final int SPEED = 8;

    /** In memory of its own, zeroed but for the version word. */
    public FanSpeedInfoV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public FanSpeedInfoV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<FanSpeedInfoV1> array(int length) {
        return array(length, SIZE_BYTES, FanSpeedInfoV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public FanSpeedInfoV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code fan}. */
    public int fan() {
        return store.getInt(offset(FAN));
    }

    /** {@code fan}. */
    public FanSpeedInfoV1 fan(int value) {
        store.putInt(offset(FAN), value);
        return this;
    }

    /** {@code speed}. */
    public int speed() {
        return store.getInt(offset(SPEED));
    }

    /** {@code speed}. */
    public FanSpeedInfoV1 speed(int value) {
        store.putInt(offset(SPEED), value);
        return this;
    }
}
