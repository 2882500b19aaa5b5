package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlTemperature_v1_t}. Made by {@code generate.py}. */
public final class TemperatureV1 extends Struct {
    public static final String C_NAME = "nvmlTemperature_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int SENSOR_TYPE = 4;
    public static final int TEMPERATURE = 8;

    /** In memory of its own, zeroed but for the version word. */
    public TemperatureV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public TemperatureV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<TemperatureV1> array(int length) {
        return array(length, SIZE_BYTES, TemperatureV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public TemperatureV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code sensorType}. */
    public int sensorType() {
        return store.getInt(offset(SENSOR_TYPE));
    }

    /** {@code sensorType}. */
    public TemperatureV1 sensorType(int value) {
        store.putInt(offset(SENSOR_TYPE), value);
        return this;
    }

    /** {@code temperature}. */
    public int temperature() {
        return store.getInt(offset(TEMPERATURE));
    }

    /** {@code temperature}. */
    public TemperatureV1 temperature(int value) {
        store.putInt(offset(TEMPERATURE), value);
        return this;
    }
}
