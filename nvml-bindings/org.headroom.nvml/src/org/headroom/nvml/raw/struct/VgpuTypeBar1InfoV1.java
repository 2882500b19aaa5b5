package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuTypeBar1Info_v1_t}. */
public final class VgpuTypeBar1InfoV1 {
    public static final String C_NAME = "nvmlVgpuTypeBar1Info_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int BAR1_SIZE = 8;

    private VgpuTypeBar1InfoV1() {}
}
