package org.headroom.nvml.raw.struct;

/** {@code nvmlTemperature_v1_t}. */
public final class TemperatureV1 {
    public static final String C_NAME = "nvmlTemperature_v1_t";
    public static final int SIZE_BYTES = 12;
    public static final int VERSION_WORD = 0x0100000c;
    public static final int VERSION = 0;
    public static final int SENSOR_TYPE = 4;
    public static final int TEMPERATURE = 8;

    private TemperatureV1() {}
}
