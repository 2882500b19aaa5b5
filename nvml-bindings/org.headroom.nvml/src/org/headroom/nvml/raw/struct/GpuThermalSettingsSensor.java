package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuThermalSettings_t.sensor}. Made by {@code generate.py}. */
public final class GpuThermalSettingsSensor extends Struct {
    public static final String C_NAME = "nvmlGpuThermalSettings_t.sensor";
    public static final int SIZE_BYTES = 20;
    public static final int CONTROLLER = 0;
    public static final int DEFAULT_MIN_TEMP = 4;
    public static final int DEFAULT_MAX_TEMP = 8;
    public static final int CURRENT_TEMP = 12;
    public static final int TARGET = 16;

    /** In memory of its own, zeroed. */
    public GpuThermalSettingsSensor() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuThermalSettingsSensor(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuThermalSettingsSensor> array(int length) {
        return array(length, SIZE_BYTES, GpuThermalSettingsSensor::new);
    }

    /** {@code controller}. */
    public int controller() {
        return store.getInt(offset(CONTROLLER));
    }

    /** {@code controller}. */
    public GpuThermalSettingsSensor controller(int value) {
        store.putInt(offset(CONTROLLER), value);
        return this;
    }

    /** {@code defaultMinTemp}. */
    public int defaultMinTemp() {
        return store.getInt(offset(DEFAULT_MIN_TEMP));
    }

    /** {@code defaultMinTemp}. */
    public GpuThermalSettingsSensor defaultMinTemp(int value) {
        store.putInt(offset(DEFAULT_MIN_TEMP), value);
        return this;
    }

    /** {@code defaultMaxTemp}. */
    public int defaultMaxTemp() {
        return store.getInt(offset(DEFAULT_MAX_TEMP));
    }

    /** {@code defaultMaxTemp}. */
    public GpuThermalSettingsSensor defaultMaxTemp(int value) {
        store.putInt(offset(DEFAULT_MAX_TEMP), value);
        return this;
    }

    /** {@code currentTemp}. */
    public int currentTemp() {
        return store.getInt(offset(CURRENT_TEMP));
    }

    /** {@code currentTemp}. */
    public GpuThermalSettingsSensor currentTemp(int value) {
        store.putInt(offset(CURRENT_TEMP), value);
        return this;
    }

    /** {@code target}. */
    public int target() {
        return store.getInt(offset(TARGET));
    }

    /** {@code target}. */
    public GpuThermalSettingsSensor target(int value) {
        store.putInt(offset(TARGET), value);
        return this;
    }
}
