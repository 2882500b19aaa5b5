package org.headroom.nvml.raw.struct;

/** {@code nvmlRusdSettings_v1_t}. */
public final class RusdSettingsV1 {
    public static final String C_NAME = "nvmlRusdSettings_v1_t";
    public static final int SIZE_BYTES = 16;
    public static final int VERSION_WORD = 0x01000010;
    public static final int VERSION = 0;
    public static final int POLL_MASK = 8;

    private RusdSettingsV1() {}
}
