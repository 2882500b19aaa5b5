package org.headroom.nvml.raw.struct;

import java.util.List;
import org.headroom.nvml.raw.NativeMemory;

/** {@code nvmlGpuThermalSettings_t}. Made by {@code generate.py}. */
public final class GpuThermalSettings extends Struct {
    public static final String C_NAME = "nvmlGpuThermalSettings_t";
    public static final int SIZE_BYTES = 64;
    public static final int COUNT = 0;
    public static final int SENSOR = 4;
    public static final int SENSOR_LENGTH = 3;

    /** In memory of its own, zeroed. */
    public GpuThermalSettings() {
        this(new NativeMemory(SIZE_BYTES), 0);
        reset();
    }

    /** A view of memory from an offset on; writes nothing. */
    public GpuThermalSettings(NativeMemory memory, int offset) {
        super(memory, offset, SIZE_BYTES, 0);
    }

    /** So many side by side, each as if made anew. */
    public static List<GpuThermalSettings> array(int length) {
        return array(length, SIZE_BYTES, GpuThermalSettings::new);
    }

    /** {@code count}. */
    public int count() {
        return store.getInt(offset(COUNT));
    }

    /** {@code count}. */
    public GpuThermalSettings count(int value) {
        store.putInt(offset(COUNT), value);
        return this;
    }

    /** {@code sensor}, one of 3. */
    public GpuThermalSettingsSensor sensor(int i) {
        int size = GpuThermalSettingsSensor.SIZE_BYTES;
        int at = element(SENSOR, i, SENSOR_LENGTH, size);
        return new GpuThermalSettingsSensor(store, at);
    }
}
