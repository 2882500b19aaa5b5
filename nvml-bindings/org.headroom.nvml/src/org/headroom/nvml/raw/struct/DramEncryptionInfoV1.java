package org.headroom.nvml.raw.struct;

/** {@code nvmlDramEncryptionInfo_v1_t}. */
public final class DramEncryptionInfoV1 {
    public static final String C_NAME = "nvmlDramEncryptionInfo_v1_t";
    public static final int SIZE_BYTES = 8;
    public static final int VERSION_WORD = 0x01000008;
    public static final int VERSION = 0;
    public static final int ENCRYPTION_STATE = 4;

    private DramEncryptionInfoV1() {}
}
