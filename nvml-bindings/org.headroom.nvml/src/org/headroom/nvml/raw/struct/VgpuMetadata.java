package org.headroom.nvml.raw.struct;

/** {@code nvmlVgpuMetadata_t}. */
public final class VgpuMetadata {
    public static final String C_NAME = "nvmlVgpuMetadata_t";
    public static final int SIZE_BYTES = 212;
    public static final int VERSION = 0;
    public static final int REVISION = 4;
    public static final int GUEST_INFO_STATE = 8;
    public static final int GUEST_DRIVER_VERSION = 12;
    public static final int HOST_DRIVER_VERSION = 92;
    public static final int RESERVED = 172;
    public static final int VGPU_VIRTUALIZATION_CAPS = 196;
    public static final int GUEST_VGPU_VERSION = 200;
    public static final int OPAQUE_DATA_SIZE = 204;
    public static final int OPAQUE_DATA = 208;

    private VgpuMetadata() {}
}
