package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuPgpuMetadata_t}. */
public final class VgpuPgpuMetadata {
    public static final String C_NAME = "nvmlVgpuPgpuMetadata_t";
    public static final int SIZE_BYTES = 128;
    public static final int VERSION = 0;
    public static final int REVISION = 4;
    public static final int HOST_DRIVER_VERSION = 8;
    public static final int PGPU_VIRTUALIZATION_CAPS = 88;
    public static final int RESERVED = 92;
    public static final int HOST_SUPPORTED_VGPU_RANGE = 112;
    public static final int OPAQUE_DATA_SIZE = 120;
    public static final int OPAQUE_DATA = 124;

    private VgpuPgpuMetadata() {}
}
