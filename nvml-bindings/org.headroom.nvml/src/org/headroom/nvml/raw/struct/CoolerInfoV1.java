package org.headroom.nvml.raw.struct;

/** {@code nvmlCoolerInfo_v1_t}. */
public final class CoolerInfoV1 {
    public static final String C_NAME = "nvmlCoolerInfo_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int INDEX = 4;
    public static final int SIGNAL_TYPE = 8;
    public static final int TARGET = 12;

    private CoolerInfoV1() {}
}
