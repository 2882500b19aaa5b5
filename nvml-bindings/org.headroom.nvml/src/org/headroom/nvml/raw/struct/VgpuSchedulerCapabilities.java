package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuSchedulerCapabilities_t}. */
public final class VgpuSchedulerCapabilities {
    public static final String C_NAME = "nvmlVgpuSchedulerCapabilities_t";
    public static final int SIZE_BYTES = 40;
    public static final int SUPPORTED_SCHEDULERS = 0;
    public static final int MAX_TIMESLICE = 12;
    public static final int MIN_TIMESLICE = 16;
    public static final int IS_ARR_MODE_SUPPORTED = 20;
    public static final int MAX_FREQUENCY_FOR_ARR = 24;
    public static final int MIN_FREQUENCY_FOR_ARR = 28;
    public static final int MAX_AVG_FACTOR_FOR_ARR = 32;
    public static final int MIN_AVG_FACTOR_FOR_ARR = 36;

    private VgpuSchedulerCapabilities() {}
}
