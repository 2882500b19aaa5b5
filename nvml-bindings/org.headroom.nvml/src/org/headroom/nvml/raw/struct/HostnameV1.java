package org.headroom.nvml.raw.struct;

/** {@code nvmlHostname_v1_t}. */
public final class HostnameV1 {
    public static final String C_NAME = "nvmlHostname_v1_t";
    public static final int SIZE_BYTES = 64;
    public static final int VALUE = 0;

    private HostnameV1() {}
}
