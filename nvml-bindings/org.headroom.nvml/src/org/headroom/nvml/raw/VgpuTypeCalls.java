package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * Virtual GPUs: the types that can be made, their size and placements. Made by {@code generate.py}; part of {@link
 * Nvml}.
 */
public abstract class VgpuTypeCalls extends VgpuDeviceCalls {
    VgpuTypeCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetVgpuTypeSupportedPlacements;

    /**
     * Where virtual GPUs of a type can be; room is given in the struct.
     *
     * <p>C: {@code nvmlDeviceGetVgpuTypeSupportedPlacements(nvmlDevice_t device, nvmlVgpuTypeId_t vgpuTypeId,
     * nvmlVgpuPlacementList_t *pPlacementList)}
     */
    public final int nvmlDeviceGetVgpuTypeSupportedPlacements(long device, int vgpuTypeId, long pPlacementList) {
        Shapes.PIP f = nvmlDeviceGetVgpuTypeSupportedPlacements;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetVgpuTypeSupportedPlacements");
            nvmlDeviceGetVgpuTypeSupportedPlacements = f;
        }
        return f.call(device, vgpuTypeId, pPlacementList);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetVgpuTypeCreatablePlacements;

    /**
     * Where virtual GPUs of a type fit now; room is given in the struct.
     *
     * <p>C: {@code nvmlDeviceGetVgpuTypeCreatablePlacements(nvmlDevice_t device, nvmlVgpuTypeId_t vgpuTypeId,
     * nvmlVgpuPlacementList_t *pPlacementList)}
     */
    public final int nvmlDeviceGetVgpuTypeCreatablePlacements(long device, int vgpuTypeId, long pPlacementList) {
        Shapes.PIP f = nvmlDeviceGetVgpuTypeCreatablePlacements;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetVgpuTypeCreatablePlacements");
            nvmlDeviceGetVgpuTypeCreatablePlacements = f;
        }
        return f.call(device, vgpuTypeId, pPlacementList);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetGspHeapSize;

    /**
     * Memory that a type takes for firmware, in bytes.
     *
     * <p>C: {@code nvmlVgpuTypeGetGspHeapSize(nvmlVgpuTypeId_t vgpuTypeId, unsigned long long *gspHeapSize)}
     */
    public final int nvmlVgpuTypeGetGspHeapSize(int vgpuTypeId, long gspHeapSize) {
        Shapes.IP f = nvmlVgpuTypeGetGspHeapSize;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetGspHeapSize");
            nvmlVgpuTypeGetGspHeapSize = f;
        }
        return f.call(vgpuTypeId, gspHeapSize);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetFbReservation;

    /**
     * Memory that a type keeps back, in bytes.
     *
     * <p>C: {@code nvmlVgpuTypeGetFbReservation(nvmlVgpuTypeId_t vgpuTypeId, unsigned long long *fbReservation)}
     */
    public final int nvmlVgpuTypeGetFbReservation(int vgpuTypeId, long fbReservation) {
        Shapes.IP f = nvmlVgpuTypeGetFbReservation;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetFbReservation");
            nvmlVgpuTypeGetFbReservation = f;
        }
        return f.call(vgpuTypeId, fbReservation);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuTypeGetClass;

    /**
     * A type's class as text, such as {@code NVS}; {@code size} is the room in and the length out.
     *
     * <p>C: {@code nvmlVgpuTypeGetClass(nvmlVgpuTypeId_t vgpuTypeId, char *vgpuTypeClass, unsigned int *size)}
     */
    public final int nvmlVgpuTypeGetClass(int vgpuTypeId, long vgpuTypeClass, long size) {
        Shapes.IPP f = nvmlVgpuTypeGetClass;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuTypeGetClass");
            nvmlVgpuTypeGetClass = f;
        }
        return f.call(vgpuTypeId, vgpuTypeClass, size);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuTypeGetName;

    /**
     * A type's name as text; {@code size} is the room in and the length out.
     *
     * <p>C: {@code nvmlVgpuTypeGetName(nvmlVgpuTypeId_t vgpuTypeId, char *vgpuTypeName, unsigned int *size)}
     */
    public final int nvmlVgpuTypeGetName(int vgpuTypeId, long vgpuTypeName, long size) {
        Shapes.IPP f = nvmlVgpuTypeGetName;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuTypeGetName");
            nvmlVgpuTypeGetName = f;
        }
        return f.call(vgpuTypeId, vgpuTypeName, size);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetGpuInstanceProfileId;

    /**
     * The kind of GPU instance that a type needs.
     *
     * <p>C: {@code nvmlVgpuTypeGetGpuInstanceProfileId(nvmlVgpuTypeId_t vgpuTypeId, unsigned int
     * *gpuInstanceProfileId)}
     */
    public final int nvmlVgpuTypeGetGpuInstanceProfileId(int vgpuTypeId, long gpuInstanceProfileId) {
        Shapes.IP f = nvmlVgpuTypeGetGpuInstanceProfileId;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetGpuInstanceProfileId");
            nvmlVgpuTypeGetGpuInstanceProfileId = f;
        }
        return f.call(vgpuTypeId, gpuInstanceProfileId);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuTypeGetDeviceID;

    /**
     * A type's PCI device and subsystem id.
     *
     * <p>C: {@code nvmlVgpuTypeGetDeviceID(nvmlVgpuTypeId_t vgpuTypeId, unsigned long long *deviceID, unsigned long
     * long *subsystemID)}
     */
    public final int nvmlVgpuTypeGetDeviceID(int vgpuTypeId, long deviceID, long subsystemID) {
        Shapes.IPP f = nvmlVgpuTypeGetDeviceID;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuTypeGetDeviceID");
            nvmlVgpuTypeGetDeviceID = f;
        }
        return f.call(vgpuTypeId, deviceID, subsystemID);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetFramebufferSize;

    /**
     * A type's memory in bytes.
     *
     * <p>C: {@code nvmlVgpuTypeGetFramebufferSize(nvmlVgpuTypeId_t vgpuTypeId, unsigned long long *fbSize)}
     */
    public final int nvmlVgpuTypeGetFramebufferSize(int vgpuTypeId, long fbSize) {
        Shapes.IP f = nvmlVgpuTypeGetFramebufferSize;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetFramebufferSize");
            nvmlVgpuTypeGetFramebufferSize = f;
        }
        return f.call(vgpuTypeId, fbSize);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetNumDisplayHeads;

    /**
     * How many displays a type serves.
     *
     * <p>C: {@code nvmlVgpuTypeGetNumDisplayHeads(nvmlVgpuTypeId_t vgpuTypeId, unsigned int *numDisplayHeads)}
     */
    public final int nvmlVgpuTypeGetNumDisplayHeads(int vgpuTypeId, long numDisplayHeads) {
        Shapes.IP f = nvmlVgpuTypeGetNumDisplayHeads;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetNumDisplayHeads");
            nvmlVgpuTypeGetNumDisplayHeads = f;
        }
        return f.call(vgpuTypeId, numDisplayHeads);
    }

    private volatile Shapes.@Nullable IIPP nvmlVgpuTypeGetResolution;

    /**
     * The most pixels across and down of a type's display.
     *
     * <p>C: {@code nvmlVgpuTypeGetResolution(nvmlVgpuTypeId_t vgpuTypeId, unsigned int displayIndex, unsigned int
     * *xdim, unsigned int *ydim)}
     */
    public final int nvmlVgpuTypeGetResolution(int vgpuTypeId, int displayIndex, long xdim, long ydim) {
        Shapes.IIPP f = nvmlVgpuTypeGetResolution;
        if (f == null) {
            f = library.bind(Shapes.IIPP_SHAPE, "nvmlVgpuTypeGetResolution");
            nvmlVgpuTypeGetResolution = f;
        }
        return f.call(vgpuTypeId, displayIndex, xdim, ydim);
    }

    private volatile Shapes.@Nullable IPI nvmlVgpuTypeGetLicense;

    /**
     * The licence that a type needs, as text; 128 bytes do.
     *
     * <p>C: {@code nvmlVgpuTypeGetLicense(nvmlVgpuTypeId_t vgpuTypeId, char *vgpuTypeLicenseString, unsigned int size)}
     */
    public final int nvmlVgpuTypeGetLicense(int vgpuTypeId, long vgpuTypeLicenseString, int size) {
        Shapes.IPI f = nvmlVgpuTypeGetLicense;
        if (f == null) {
            f = library.bind(Shapes.IPI_SHAPE, "nvmlVgpuTypeGetLicense");
            nvmlVgpuTypeGetLicense = f;
        }
        return f.call(vgpuTypeId, vgpuTypeLicenseString, size);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetFrameRateLimit;

    /**
     * The frames a second that a type is held to.
     *
     * <p>C: {@code nvmlVgpuTypeGetFrameRateLimit(nvmlVgpuTypeId_t vgpuTypeId, unsigned int *frameRateLimit)}
     */
    public final int nvmlVgpuTypeGetFrameRateLimit(int vgpuTypeId, long frameRateLimit) {
        Shapes.IP f = nvmlVgpuTypeGetFrameRateLimit;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetFrameRateLimit");
            nvmlVgpuTypeGetFrameRateLimit = f;
        }
        return f.call(vgpuTypeId, frameRateLimit);
    }

    private volatile Shapes.@Nullable PIP nvmlVgpuTypeGetMaxInstances;

    /**
     * How many of a type fit on a GPU.
     *
     * <p>C: {@code nvmlVgpuTypeGetMaxInstances(nvmlDevice_t device, nvmlVgpuTypeId_t vgpuTypeId, unsigned int
     * *vgpuInstanceCount)}
     */
    public final int nvmlVgpuTypeGetMaxInstances(long device, int vgpuTypeId, long vgpuInstanceCount) {
        Shapes.PIP f = nvmlVgpuTypeGetMaxInstances;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlVgpuTypeGetMaxInstances");
            nvmlVgpuTypeGetMaxInstances = f;
        }
        return f.call(device, vgpuTypeId, vgpuInstanceCount);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetMaxInstancesPerVm;

    /**
     * How many of a type one virtual machine may have.
     *
     * <p>C: {@code nvmlVgpuTypeGetMaxInstancesPerVm(nvmlVgpuTypeId_t vgpuTypeId, unsigned int *vgpuInstanceCountPerVm)}
     */
    public final int nvmlVgpuTypeGetMaxInstancesPerVm(int vgpuTypeId, long vgpuInstanceCountPerVm) {
        Shapes.IP f = nvmlVgpuTypeGetMaxInstancesPerVm;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetMaxInstancesPerVm");
            nvmlVgpuTypeGetMaxInstancesPerVm = f;
        }
        return f.call(vgpuTypeId, vgpuInstanceCountPerVm);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuTypeGetBAR1Info;

    /**
     * The size of a type's BAR1 window in bytes.
     *
     * <p>C: {@code nvmlVgpuTypeGetBAR1Info(nvmlVgpuTypeId_t vgpuTypeId, nvmlVgpuTypeBar1Info_t *bar1Info)}
     */
    public final int nvmlVgpuTypeGetBAR1Info(int vgpuTypeId, long bar1Info) {
        Shapes.IP f = nvmlVgpuTypeGetBAR1Info;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuTypeGetBAR1Info");
            nvmlVgpuTypeGetBAR1Info = f;
        }
        return f.call(vgpuTypeId, bar1Info);
    }

    private volatile Shapes.@Nullable IIP nvmlVgpuTypeGetCapabilities;

    /**
     * Whether a type has a capability (NVML_VGPU_CAP_…).
     *
     * <p>C: {@code nvmlVgpuTypeGetCapabilities(nvmlVgpuTypeId_t vgpuTypeId, nvmlVgpuCapability_t capability, unsigned
     * int *capResult)}
     */
    public final int nvmlVgpuTypeGetCapabilities(int vgpuTypeId, int capability, long capResult) {
        Shapes.IIP f = nvmlVgpuTypeGetCapabilities;
        if (f == null) {
            f = library.bind(Shapes.IIP_SHAPE, "nvmlVgpuTypeGetCapabilities");
            nvmlVgpuTypeGetCapabilities = f;
        }
        return f.call(vgpuTypeId, capability, capResult);
    }

    private volatile Shapes.@Nullable P nvmlVgpuTypeGetMaxInstancesPerGpuInstance;

    /**
     * How many of a type fit in a GPU instance.
     *
     * <p>C: {@code nvmlVgpuTypeGetMaxInstancesPerGpuInstance(nvmlVgpuTypeMaxInstance_t *pMaxInstance)}
     */
    public final int nvmlVgpuTypeGetMaxInstancesPerGpuInstance(long pMaxInstance) {
        Shapes.P f = nvmlVgpuTypeGetMaxInstancesPerGpuInstance;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlVgpuTypeGetMaxInstancesPerGpuInstance");
            nvmlVgpuTypeGetMaxInstancesPerGpuInstance = f;
        }
        return f.call(pMaxInstance);
    }
}
