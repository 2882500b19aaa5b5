package org.headroom.nvml.raw.struct;

/** {@code nvmlSystemDriverBranchInfo_v1_t}. */
public final class SystemDriverBranchInfoV1 {
    public static final String C_NAME = "nvmlSystemDriverBranchInfo_v1_t";
    public static final int SIZE_BYTES = 84;
    public static final int VERSION_WORD = 0x01000054;
    public static final int VERSION = 0;
    public static final int BRANCH = 4;

    private SystemDriverBranchInfoV1() {}
}
