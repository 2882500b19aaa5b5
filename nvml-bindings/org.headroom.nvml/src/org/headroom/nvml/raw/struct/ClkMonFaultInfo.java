package org.headroom.nvml.raw.struct;

/** {@code nvmlClkMonFaultInfo_t}. */
public final class ClkMonFaultInfo {
    public static final String C_NAME = "nvmlClkMonFaultInfo_t";
    public static final int SIZE_BYTES = 8;
    public static final int CLK_API_DOMAIN = 0;
    public static final int CLK_DOMAIN_FAULT_MASK = 4;

    private ClkMonFaultInfo() {}
}
