package org.headroom.nvml.raw.struct;

/** {@code nvmlProcessesUtilizationInfo_v1_t}. */
public final class ProcessesUtilizationInfoV1 {
    public static final String C_NAME = "nvmlProcessesUtilizationInfo_v1_t";
    public static final int SIZE_BYTES = 24;
    public static final int VERSION_WORD = 0x01000018;
    public static final int VERSION = 0;
    public static final int PROCESS_SAMPLES_COUNT = 4;
    public static final int LAST_SEEN_TIME_STAMP = 8;
    public static final int PROC_UTIL_ARRAY = 16;

    private ProcessesUtilizationInfoV1() {}
}
