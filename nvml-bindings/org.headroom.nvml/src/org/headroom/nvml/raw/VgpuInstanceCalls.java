package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Virtual GPUs that run: who they are. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class VgpuInstanceCalls extends VgpuTypeCalls {
    VgpuInstanceCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetPlacementId;

    /**
     * Where a virtual GPU sits on its GPU.
     *
     * <p>C: {@code nvmlVgpuInstanceGetPlacementId(nvmlVgpuInstance_t vgpuInstance, nvmlVgpuPlacementId_t *pPlacement)}
     */
    public final int nvmlVgpuInstanceGetPlacementId(int vgpuInstance, long pPlacement) {
        Shapes.IP f = nvmlVgpuInstanceGetPlacementId;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetPlacementId");
            nvmlVgpuInstanceGetPlacementId = f;
        }
        return f.call(vgpuInstance, pPlacement);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetRuntimeStateSize;

    /**
     * How much state a virtual GPU has to move, in bytes.
     *
     * <p>C: {@code nvmlVgpuInstanceGetRuntimeStateSize(nvmlVgpuInstance_t vgpuInstance, nvmlVgpuRuntimeState_t
     * *pState)}
     */
    public final int nvmlVgpuInstanceGetRuntimeStateSize(int vgpuInstance, long pState) {
        Shapes.IP f = nvmlVgpuInstanceGetRuntimeStateSize;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetRuntimeStateSize");
            nvmlVgpuInstanceGetRuntimeStateSize = f;
        }
        return f.call(vgpuInstance, pState);
    }

    private volatile Shapes.@Nullable IPIP nvmlVgpuInstanceGetVmID;

    /**
     * The virtual machine that has the virtual GPU, as text, and of which kind that name is.
     *
     * <p>C: {@code nvmlVgpuInstanceGetVmID(nvmlVgpuInstance_t vgpuInstance, char *vmId, unsigned int size,
     * nvmlVgpuVmIdType_t *vmIdType)}
     */
    public final int nvmlVgpuInstanceGetVmID(int vgpuInstance, long vmId, int size, long vmIdType) {
        Shapes.IPIP f = nvmlVgpuInstanceGetVmID;
        if (f == null) {
            f = library.bind(Shapes.IPIP_SHAPE, "nvmlVgpuInstanceGetVmID");
            nvmlVgpuInstanceGetVmID = f;
        }
        return f.call(vgpuInstance, vmId, size, vmIdType);
    }

    private volatile Shapes.@Nullable IPI nvmlVgpuInstanceGetUUID;

    /**
     * A virtual GPU's UUID as text; 80 bytes do.
     *
     * <p>C: {@code nvmlVgpuInstanceGetUUID(nvmlVgpuInstance_t vgpuInstance, char *uuid, unsigned int size)}
     */
    public final int nvmlVgpuInstanceGetUUID(int vgpuInstance, long uuid, int size) {
        Shapes.IPI f = nvmlVgpuInstanceGetUUID;
        if (f == null) {
            f = library.bind(Shapes.IPI_SHAPE, "nvmlVgpuInstanceGetUUID");
            nvmlVgpuInstanceGetUUID = f;
        }
        return f.call(vgpuInstance, uuid, size);
    }

    private volatile Shapes.@Nullable IPI nvmlVgpuInstanceGetVmDriverVersion;

    /**
     * The driver's version inside the virtual machine, as text; 80 bytes do.
     *
     * <p>C: {@code nvmlVgpuInstanceGetVmDriverVersion(nvmlVgpuInstance_t vgpuInstance, char *version, unsigned int
     * length)}
     */
    public final int nvmlVgpuInstanceGetVmDriverVersion(int vgpuInstance, long version, int length) {
        Shapes.IPI f = nvmlVgpuInstanceGetVmDriverVersion;
        if (f == null) {
            f = library.bind(Shapes.IPI_SHAPE, "nvmlVgpuInstanceGetVmDriverVersion");
            nvmlVgpuInstanceGetVmDriverVersion = f;
        }
        return f.call(vgpuInstance, version, length);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetFbUsage;

    /**
     * Memory that a virtual GPU uses, in bytes.
     *
     * <p>C: {@code nvmlVgpuInstanceGetFbUsage(nvmlVgpuInstance_t vgpuInstance, unsigned long long *fbUsage)}
     */
    public final int nvmlVgpuInstanceGetFbUsage(int vgpuInstance, long fbUsage) {
        Shapes.IP f = nvmlVgpuInstanceGetFbUsage;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetFbUsage");
            nvmlVgpuInstanceGetFbUsage = f;
        }
        return f.call(vgpuInstance, fbUsage);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetLicenseStatus;

    /**
     * 1 where a virtual GPU has its licence; an older form of the licence's state.
     *
     * <p>C: {@code nvmlVgpuInstanceGetLicenseStatus(nvmlVgpuInstance_t vgpuInstance, unsigned int *licensed)}
     */
    public final int nvmlVgpuInstanceGetLicenseStatus(int vgpuInstance, long licensed) {
        Shapes.IP f = nvmlVgpuInstanceGetLicenseStatus;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetLicenseStatus");
            nvmlVgpuInstanceGetLicenseStatus = f;
        }
        return f.call(vgpuInstance, licensed);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetType;

    /**
     * A virtual GPU's type.
     *
     * <p>C: {@code nvmlVgpuInstanceGetType(nvmlVgpuInstance_t vgpuInstance, nvmlVgpuTypeId_t *vgpuTypeId)}
     */
    public final int nvmlVgpuInstanceGetType(int vgpuInstance, long vgpuTypeId) {
        Shapes.IP f = nvmlVgpuInstanceGetType;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetType");
            nvmlVgpuInstanceGetType = f;
        }
        return f.call(vgpuInstance, vgpuTypeId);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetFrameRateLimit;

    /**
     * The frames a second that a virtual GPU is held to.
     *
     * <p>C: {@code nvmlVgpuInstanceGetFrameRateLimit(nvmlVgpuInstance_t vgpuInstance, unsigned int *frameRateLimit)}
     */
    public final int nvmlVgpuInstanceGetFrameRateLimit(int vgpuInstance, long frameRateLimit) {
        Shapes.IP f = nvmlVgpuInstanceGetFrameRateLimit;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetFrameRateLimit");
            nvmlVgpuInstanceGetFrameRateLimit = f;
        }
        return f.call(vgpuInstance, frameRateLimit);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetEccMode;

    /**
     * Whether a virtual GPU's memory errors are corrected.
     *
     * <p>C: {@code nvmlVgpuInstanceGetEccMode(nvmlVgpuInstance_t vgpuInstance, nvmlEnableState_t *eccMode)}
     */
    public final int nvmlVgpuInstanceGetEccMode(int vgpuInstance, long eccMode) {
        Shapes.IP f = nvmlVgpuInstanceGetEccMode;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetEccMode");
            nvmlVgpuInstanceGetEccMode = f;
        }
        return f.call(vgpuInstance, eccMode);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetGpuInstanceId;

    /**
     * The GPU instance that a virtual GPU is in.
     *
     * <p>C: {@code nvmlVgpuInstanceGetGpuInstanceId(nvmlVgpuInstance_t vgpuInstance, unsigned int *gpuInstanceId)}
     */
    public final int nvmlVgpuInstanceGetGpuInstanceId(int vgpuInstance, long gpuInstanceId) {
        Shapes.IP f = nvmlVgpuInstanceGetGpuInstanceId;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetGpuInstanceId");
            nvmlVgpuInstanceGetGpuInstanceId = f;
        }
        return f.call(vgpuInstance, gpuInstanceId);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuInstanceGetGpuPciId;

    /**
     * The PCI address of the virtual GPU in its machine, as text; {@code length} is the room in and the length out.
     *
     * <p>C: {@code nvmlVgpuInstanceGetGpuPciId(nvmlVgpuInstance_t vgpuInstance, char *vgpuPciId, unsigned int *length)}
     */
    public final int nvmlVgpuInstanceGetGpuPciId(int vgpuInstance, long vgpuPciId, long length) {
        Shapes.IPP f = nvmlVgpuInstanceGetGpuPciId;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuInstanceGetGpuPciId");
            nvmlVgpuInstanceGetGpuPciId = f;
        }
        return f.call(vgpuInstance, vgpuPciId, length);
    }

    private volatile Shapes.@Nullable IPI nvmlVgpuInstanceGetMdevUUID;

    /**
     * A virtual GPU's UUID as a mediated device, as text; 80 bytes do.
     *
     * <p>C: {@code nvmlVgpuInstanceGetMdevUUID(nvmlVgpuInstance_t vgpuInstance, char *mdevUuid, unsigned int size)}
     */
    public final int nvmlVgpuInstanceGetMdevUUID(int vgpuInstance, long mdevUuid, int size) {
        Shapes.IPI f = nvmlVgpuInstanceGetMdevUUID;
        if (f == null) {
            f = library.bind(Shapes.IPI_SHAPE, "nvmlVgpuInstanceGetMdevUUID");
            nvmlVgpuInstanceGetMdevUUID = f;
        }
        return f.call(vgpuInstance, mdevUuid, size);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetLicenseInfo_v2;

    /**
     * A virtual GPU's licence: whether it has one, its state and expiry.
     *
     * <p>C: {@code nvmlVgpuInstanceGetLicenseInfo_v2(nvmlVgpuInstance_t vgpuInstance, nvmlVgpuLicenseInfo_t
     * *licenseInfo)}
     */
    public final int nvmlVgpuInstanceGetLicenseInfo_v2(int vgpuInstance, long licenseInfo) {
        Shapes.IP f = nvmlVgpuInstanceGetLicenseInfo_v2;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetLicenseInfo_v2");
            nvmlVgpuInstanceGetLicenseInfo_v2 = f;
        }
        return f.call(vgpuInstance, licenseInfo);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetLicenseInfo;

    /**
     * A virtual GPU's licence; the first version, with the same struct.
     *
     * <p>C: {@code nvmlVgpuInstanceGetLicenseInfo(nvmlVgpuInstance_t vgpuInstance, nvmlVgpuLicenseInfo_t *licenseInfo)}
     */
    public final int nvmlVgpuInstanceGetLicenseInfo(int vgpuInstance, long licenseInfo) {
        Shapes.IP f = nvmlVgpuInstanceGetLicenseInfo;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetLicenseInfo");
            nvmlVgpuInstanceGetLicenseInfo = f;
        }
        return f.call(vgpuInstance, licenseInfo);
    }
}
