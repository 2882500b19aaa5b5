package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Virtual GPUs: what a GPU can give, licences and modes. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class VgpuDeviceCalls extends GpmCalls {
    VgpuDeviceCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVirtualizationMode;

    /**
     * Whether the GPU is a machine's own, passed through, or virtual (NVML_GPU_VIRTUALIZATION_MODE_…).
     *
     * <p>C: {@code nvmlDeviceGetVirtualizationMode(nvmlDevice_t device, nvmlGpuVirtualizationMode_t *pVirtualMode)}
     */
    public final int nvmlDeviceGetVirtualizationMode(long device, long pVirtualMode) {
        Shapes.PP f = nvmlDeviceGetVirtualizationMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVirtualizationMode");
            nvmlDeviceGetVirtualizationMode = f;
        }
        return f.call(device, pVirtualMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetHostVgpuMode;

    /**
     * Whether virtual GPUs use SR-IOV.
     *
     * <p>C: {@code nvmlDeviceGetHostVgpuMode(nvmlDevice_t device, nvmlHostVgpuMode_t *pHostVgpuMode)}
     */
    public final int nvmlDeviceGetHostVgpuMode(long device, long pHostVgpuMode) {
        Shapes.PP f = nvmlDeviceGetHostVgpuMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHostVgpuMode");
            nvmlDeviceGetHostVgpuMode = f;
        }
        return f.call(device, pHostVgpuMode);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetVirtualizationMode;

    /**
     * Sets that mode. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetVirtualizationMode(nvmlDevice_t device, nvmlGpuVirtualizationMode_t virtualMode)}
     */
    public final int nvmlDeviceSetVirtualizationMode(long device, int virtualMode) {
        Shapes.PI f = nvmlDeviceSetVirtualizationMode;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetVirtualizationMode");
            nvmlDeviceSetVirtualizationMode = f;
        }
        return f.call(device, virtualMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuHeterogeneousMode;

    /**
     * Whether virtual GPUs of different sizes can run side by side.
     *
     * <p>C: {@code nvmlDeviceGetVgpuHeterogeneousMode(nvmlDevice_t device, nvmlVgpuHeterogeneousMode_t
     * *pHeterogeneousMode)}
     */
    public final int nvmlDeviceGetVgpuHeterogeneousMode(long device, long pHeterogeneousMode) {
        Shapes.PP f = nvmlDeviceGetVgpuHeterogeneousMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuHeterogeneousMode");
            nvmlDeviceGetVgpuHeterogeneousMode = f;
        }
        return f.call(device, pHeterogeneousMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetVgpuHeterogeneousMode;

    /**
     * Whether virtual GPUs of different sizes are to run side by side. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetVgpuHeterogeneousMode(nvmlDevice_t device, const nvmlVgpuHeterogeneousMode_t
     * *pHeterogeneousMode)}
     */
    public final int nvmlDeviceSetVgpuHeterogeneousMode(long device, long pHeterogeneousMode) {
        Shapes.PP f = nvmlDeviceSetVgpuHeterogeneousMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetVgpuHeterogeneousMode");
            nvmlDeviceSetVgpuHeterogeneousMode = f;
        }
        return f.call(device, pHeterogeneousMode);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetVgpuCapabilities;

    /**
     * Turns a capability for virtual GPUs on or off (NVML_DEVICE_VGPU_CAP_…). Needs root.
     *
     * <p>C: {@code nvmlDeviceSetVgpuCapabilities(nvmlDevice_t device, nvmlDeviceVgpuCapability_t capability,
     * nvmlEnableState_t state)}
     */
    public final int nvmlDeviceSetVgpuCapabilities(long device, int capability, int state) {
        Shapes.PII f = nvmlDeviceSetVgpuCapabilities;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetVgpuCapabilities");
            nvmlDeviceSetVgpuCapabilities = f;
        }
        return f.call(device, capability, state);
    }

    private volatile Shapes.@Nullable P nvmlDeviceVgpuForceGspUnload;

    /**
     * Unloads the firmware of virtual GPUs from the GPU's system processor. Needs root.
     *
     * <p>C: {@code nvmlDeviceVgpuForceGspUnload(nvmlDevice_t device)}
     */
    public final int nvmlDeviceVgpuForceGspUnload(long device) {
        Shapes.P f = nvmlDeviceVgpuForceGspUnload;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceVgpuForceGspUnload");
            nvmlDeviceVgpuForceGspUnload = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGridLicensableFeatures_v4;

    /**
     * Features that need a licence, with state and expiry.
     *
     * <p>C: {@code nvmlDeviceGetGridLicensableFeatures_v4(nvmlDevice_t device, nvmlGridLicensableFeatures_t
     * *pGridLicensableFeatures)}
     */
    public final int nvmlDeviceGetGridLicensableFeatures_v4(long device, long pGridLicensableFeatures) {
        Shapes.PP f = nvmlDeviceGetGridLicensableFeatures_v4;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGridLicensableFeatures_v4");
            nvmlDeviceGetGridLicensableFeatures_v4 = f;
        }
        return f.call(device, pGridLicensableFeatures);
    }

    private volatile Shapes.@Nullable IP nvmlGetVgpuDriverCapabilities;

    /**
     * Whether the driver has a capability for virtual GPUs (NVML_VGPU_DRIVER_CAP_…).
     *
     * <p>C: {@code nvmlGetVgpuDriverCapabilities(nvmlVgpuDriverCapability_t capability, unsigned int *capResult)}
     */
    public final int nvmlGetVgpuDriverCapabilities(int capability, long capResult) {
        Shapes.IP f = nvmlGetVgpuDriverCapabilities;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlGetVgpuDriverCapabilities");
            nvmlGetVgpuDriverCapabilities = f;
        }
        return f.call(capability, capResult);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetVgpuCapabilities;

    /**
     * Whether the GPU has a capability for virtual GPUs, or its size in MB/s.
     *
     * <p>C: {@code nvmlDeviceGetVgpuCapabilities(nvmlDevice_t device, nvmlDeviceVgpuCapability_t capability, unsigned
     * int *capResult)}
     */
    public final int nvmlDeviceGetVgpuCapabilities(long device, int capability, long capResult) {
        Shapes.PIP f = nvmlDeviceGetVgpuCapabilities;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetVgpuCapabilities");
            nvmlDeviceGetVgpuCapabilities = f;
        }
        return f.call(device, capability, capResult);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetSupportedVgpus;

    /**
     * The types of virtual GPU that the GPU has; {@code vgpuCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetSupportedVgpus(nvmlDevice_t device, unsigned int *vgpuCount, nvmlVgpuTypeId_t
     * *vgpuTypeIds)}
     */
    public final int nvmlDeviceGetSupportedVgpus(long device, long vgpuCount, long vgpuTypeIds) {
        Shapes.PPP f = nvmlDeviceGetSupportedVgpus;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetSupportedVgpus");
            nvmlDeviceGetSupportedVgpus = f;
        }
        return f.call(device, vgpuCount, vgpuTypeIds);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetCreatableVgpus;

    /**
     * The types of virtual GPU that fit now; {@code vgpuCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetCreatableVgpus(nvmlDevice_t device, unsigned int *vgpuCount, nvmlVgpuTypeId_t
     * *vgpuTypeIds)}
     */
    public final int nvmlDeviceGetCreatableVgpus(long device, long vgpuCount, long vgpuTypeIds) {
        Shapes.PPP f = nvmlDeviceGetCreatableVgpus;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetCreatableVgpus");
            nvmlDeviceGetCreatableVgpus = f;
        }
        return f.call(device, vgpuCount, vgpuTypeIds);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetActiveVgpus;

    /**
     * The virtual GPUs that run on a GPU; {@code vgpuCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetActiveVgpus(nvmlDevice_t device, unsigned int *vgpuCount, nvmlVgpuInstance_t
     * *vgpuInstances)}
     */
    public final int nvmlDeviceGetActiveVgpus(long device, long vgpuCount, long vgpuInstances) {
        Shapes.PPP f = nvmlDeviceGetActiveVgpus;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetActiveVgpus");
            nvmlDeviceGetActiveVgpus = f;
        }
        return f.call(device, vgpuCount, vgpuInstances);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetCreatableVgpus;

    /**
     * The types of virtual GPU that fit now in a GPU instance; room is given in the struct.
     *
     * <p>C: {@code nvmlGpuInstanceGetCreatableVgpus(nvmlGpuInstance_t gpuInstance, nvmlVgpuTypeIdInfo_t *pVgpus)}
     */
    public final int nvmlGpuInstanceGetCreatableVgpus(long gpuInstance, long pVgpus) {
        Shapes.PP f = nvmlGpuInstanceGetCreatableVgpus;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetCreatableVgpus");
            nvmlGpuInstanceGetCreatableVgpus = f;
        }
        return f.call(gpuInstance, pVgpus);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetActiveVgpus;

    /**
     * The virtual GPUs that run in a GPU instance; room is given in the struct.
     *
     * <p>C: {@code nvmlGpuInstanceGetActiveVgpus(nvmlGpuInstance_t gpuInstance, nvmlActiveVgpuInstanceInfo_t
     * *pVgpuInstanceInfo)}
     */
    public final int nvmlGpuInstanceGetActiveVgpus(long gpuInstance, long pVgpuInstanceInfo) {
        Shapes.PP f = nvmlGpuInstanceGetActiveVgpus;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetActiveVgpus");
            nvmlGpuInstanceGetActiveVgpus = f;
        }
        return f.call(gpuInstance, pVgpuInstanceInfo);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetVgpuTypeCreatablePlacements;

    /**
     * Where virtual GPUs of a type fit now in a GPU instance; room is given in the struct.
     *
     * <p>C: {@code nvmlGpuInstanceGetVgpuTypeCreatablePlacements(nvmlGpuInstance_t gpuInstance,
     * nvmlVgpuCreatablePlacementInfo_t *pCreatablePlacementInfo)}
     */
    public final int nvmlGpuInstanceGetVgpuTypeCreatablePlacements(long gpuInstance, long pCreatablePlacementInfo) {
        Shapes.PP f = nvmlGpuInstanceGetVgpuTypeCreatablePlacements;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetVgpuTypeCreatablePlacements");
            nvmlGpuInstanceGetVgpuTypeCreatablePlacements = f;
        }
        return f.call(gpuInstance, pCreatablePlacementInfo);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetVgpuHeterogeneousMode;

    /**
     * Whether virtual GPUs of different sizes can run side by side in a GPU instance.
     *
     * <p>C: {@code nvmlGpuInstanceGetVgpuHeterogeneousMode(nvmlGpuInstance_t gpuInstance, nvmlVgpuHeterogeneousMode_t
     * *pHeterogeneousMode)}
     */
    public final int nvmlGpuInstanceGetVgpuHeterogeneousMode(long gpuInstance, long pHeterogeneousMode) {
        Shapes.PP f = nvmlGpuInstanceGetVgpuHeterogeneousMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetVgpuHeterogeneousMode");
            nvmlGpuInstanceGetVgpuHeterogeneousMode = f;
        }
        return f.call(gpuInstance, pHeterogeneousMode);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceSetVgpuHeterogeneousMode;

    /**
     * Whether virtual GPUs of different sizes are to run side by side in a GPU instance. Needs root.
     *
     * <p>C: {@code nvmlGpuInstanceSetVgpuHeterogeneousMode(nvmlGpuInstance_t gpuInstance, const
     * nvmlVgpuHeterogeneousMode_t *pHeterogeneousMode)}
     */
    public final int nvmlGpuInstanceSetVgpuHeterogeneousMode(long gpuInstance, long pHeterogeneousMode) {
        Shapes.PP f = nvmlGpuInstanceSetVgpuHeterogeneousMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceSetVgpuHeterogeneousMode");
            nvmlGpuInstanceSetVgpuHeterogeneousMode = f;
        }
        return f.call(gpuInstance, pHeterogeneousMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGridLicensableFeatures;

    /**
     * Features that need a licence; the first version.
     *
     * <p>C: {@code nvmlDeviceGetGridLicensableFeatures(nvmlDevice_t device, nvmlGridLicensableFeatures_t
     * *pGridLicensableFeatures)}
     */
    public final int nvmlDeviceGetGridLicensableFeatures(long device, long pGridLicensableFeatures) {
        Shapes.PP f = nvmlDeviceGetGridLicensableFeatures;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGridLicensableFeatures");
            nvmlDeviceGetGridLicensableFeatures = f;
        }
        return f.call(device, pGridLicensableFeatures);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGridLicensableFeatures_v2;

    /**
     * Features that need a licence; an older version.
     *
     * <p>C: {@code nvmlDeviceGetGridLicensableFeatures_v2(nvmlDevice_t device, nvmlGridLicensableFeatures_t
     * *pGridLicensableFeatures)}
     */
    public final int nvmlDeviceGetGridLicensableFeatures_v2(long device, long pGridLicensableFeatures) {
        Shapes.PP f = nvmlDeviceGetGridLicensableFeatures_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGridLicensableFeatures_v2");
            nvmlDeviceGetGridLicensableFeatures_v2 = f;
        }
        return f.call(device, pGridLicensableFeatures);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGridLicensableFeatures_v3;

    /**
     * Features that need a licence; an older version.
     *
     * <p>C: {@code nvmlDeviceGetGridLicensableFeatures_v3(nvmlDevice_t device, nvmlGridLicensableFeatures_t
     * *pGridLicensableFeatures)}
     */
    public final int nvmlDeviceGetGridLicensableFeatures_v3(long device, long pGridLicensableFeatures) {
        Shapes.PP f = nvmlDeviceGetGridLicensableFeatures_v3;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGridLicensableFeatures_v3");
            nvmlDeviceGetGridLicensableFeatures_v3 = f;
        }
        return f.call(device, pGridLicensableFeatures);
    }
}
