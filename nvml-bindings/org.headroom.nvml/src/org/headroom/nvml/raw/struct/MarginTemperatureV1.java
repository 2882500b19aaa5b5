package org.headroom.nvml.raw.struct;

/** {@code nvmlMarginTemperature_v1_t}. */
public final class MarginTemperatureV1 {
    public static final String C_NAME = "nvmlMarginTemperature_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int MARGIN_TEMPERATURE = 4;

    private MarginTemperatureV1() {}
}
