package org.headroom.nvml.raw.struct;

/** {@code nvmlNvLinkPowerThres_t}. */
public final class NvLinkPowerThres {
    public static final String C_NAME = "nvmlNvLinkPowerThres_t";
    public static final int SIZE_BYTES = 4;
    public static final int LOW_PWR_THRESHOLD = 0;

    private NvLinkPowerThres() {}
}
