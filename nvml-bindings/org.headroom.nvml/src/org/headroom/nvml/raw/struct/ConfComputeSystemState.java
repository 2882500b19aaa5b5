package org.headroom.nvml.raw.struct;

/** {@code nvmlConfComputeSystemState_t}. */
public final class ConfComputeSystemState {
    public static final String C_NAME = "nvmlConfComputeSystemState_t";
    public static final int SIZE_BYTES = 12;
    public static final int ENVIRONMENT = 0;
    public static final int CC_FEATURE = 4;
    public static final int DEV_TOOLS_MODE = 8;

    private ConfComputeSystemState() {}
}
