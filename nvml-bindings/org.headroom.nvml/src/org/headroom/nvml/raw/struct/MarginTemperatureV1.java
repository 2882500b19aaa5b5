package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlMarginTemperature_v1_t}. Made by {@code generate.py}. */
public final class MarginTemperatureV1 extends Struct {
    public static final String C_NAME = "nvmlMarginTemperature_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int MARGIN_TEMPERATURE = 4;

    /** In memory of its own, zeroed but for the version word. */
    public MarginTemperatureV1() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public MarginTemperatureV1(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, VERSION_WORD);
    }

    /** So many side by side, each as if made anew. */
    public static List<MarginTemperatureV1> array(int length) {
        return array(length, SIZE_BYTES, MarginTemperatureV1::new);
    }

    /** {@code version}. */
    public int version() {
        return store.getInt(offset(VERSION));
    }

    /** {@code version}. */
    public MarginTemperatureV1 version(int value) {
        store.putInt(offset(VERSION), value);
        return this;
    }

    /** {@code marginTemperature}. */
    public int marginTemperature() {
        return store.getInt(offset(MARGIN_TEMPERATURE));
    }

    /** {@code marginTemperature}. */
    public MarginTemperatureV1 marginTemperature(int value) {
        store.putInt(offset(MARGIN_TEMPERATURE), value);
        return this;
    }
}
