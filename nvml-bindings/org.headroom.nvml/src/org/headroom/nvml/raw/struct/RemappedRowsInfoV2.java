package org.headroom.nvml.raw.struct;

/** {@code nvmlRemappedRowsInfo_v2_t}. */
public final class RemappedRowsInfoV2 {
    public static final String C_NAME = "nvmlRemappedRowsInfo_v2_t";
    public static final int SIZE_BYTES = 24;
    public static final int CORR_ACTIVE_REMAPS = 0;
    public static final int CORR_INACTIVE_REMAPS = 4;
    public static final int UNC_ACTIVE_REMAPS = 8;
    public static final int UNC_INACTIVE_REMAPS = 12;
    public static final int B_PENDING = 16;
    public static final int B_FAILURE_OCCURRED = 20;

    private RemappedRowsInfoV2() {}
}
