package org.headroom.nvml.raw.struct;

/** {@code nvmlNvLinkUtilizationControl_t}. */
public final class NvLinkUtilizationControl {
    public static final String C_NAME = "nvmlNvLinkUtilizationControl_t";
    public static final int SIZE_BYTES = 8;
    public static final int UNITS = 0;
    public static final int PKTFILTER = 4;

    private NvLinkUtilizationControl() {}
}
