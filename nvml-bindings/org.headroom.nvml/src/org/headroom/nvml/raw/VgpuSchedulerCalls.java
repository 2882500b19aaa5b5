package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Virtual GPUs: scheduling, migration and versions. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class VgpuSchedulerCalls extends VgpuUseCalls {
    VgpuSchedulerCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceSetVgpuSchedulerState;

    /**
     * Sets how a GPU instance's time is shared among virtual GPUs. Needs root.
     *
     * <p>C: {@code nvmlGpuInstanceSetVgpuSchedulerState(nvmlGpuInstance_t gpuInstance, nvmlVgpuSchedulerState_t
     * *pScheduler)}
     */
    public final int nvmlGpuInstanceSetVgpuSchedulerState(long gpuInstance, long pScheduler) {
        Shapes.PP f = nvmlGpuInstanceSetVgpuSchedulerState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceSetVgpuSchedulerState");
            nvmlGpuInstanceSetVgpuSchedulerState = f;
        }
        return f.call(gpuInstance, pScheduler);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetVgpuSchedulerState;

    /**
     * How a GPU instance's time is shared among virtual GPUs.
     *
     * <p>C: {@code nvmlGpuInstanceGetVgpuSchedulerState(nvmlGpuInstance_t gpuInstance, nvmlVgpuSchedulerStateInfo_t
     * *pSchedulerStateInfo)}
     */
    public final int nvmlGpuInstanceGetVgpuSchedulerState(long gpuInstance, long pSchedulerStateInfo) {
        Shapes.PP f = nvmlGpuInstanceGetVgpuSchedulerState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetVgpuSchedulerState");
            nvmlGpuInstanceGetVgpuSchedulerState = f;
        }
        return f.call(gpuInstance, pSchedulerStateInfo);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetVgpuSchedulerLog;

    /**
     * The last turns that a GPU instance's virtual GPUs had.
     *
     * <p>C: {@code nvmlGpuInstanceGetVgpuSchedulerLog(nvmlGpuInstance_t gpuInstance, nvmlVgpuSchedulerLogInfo_t
     * *pSchedulerLogInfo)}
     */
    public final int nvmlGpuInstanceGetVgpuSchedulerLog(long gpuInstance, long pSchedulerLogInfo) {
        Shapes.PP f = nvmlGpuInstanceGetVgpuSchedulerLog;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetVgpuSchedulerLog");
            nvmlGpuInstanceGetVgpuSchedulerLog = f;
        }
        return f.call(gpuInstance, pSchedulerLogInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuSchedulerState_v2;

    /**
     * How a GPU's time is shared among virtual GPUs; the engine is set in the struct.
     *
     * <p>C: {@code nvmlDeviceGetVgpuSchedulerState_v2(nvmlDevice_t device, nvmlVgpuSchedulerStateInfo_v2_t
     * *pSchedulerStateInfo)}
     */
    public final int nvmlDeviceGetVgpuSchedulerState_v2(long device, long pSchedulerStateInfo) {
        Shapes.PP f = nvmlDeviceGetVgpuSchedulerState_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuSchedulerState_v2");
            nvmlDeviceGetVgpuSchedulerState_v2 = f;
        }
        return f.call(device, pSchedulerStateInfo);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetVgpuSchedulerState_v2;

    /**
     * How a GPU instance's time is shared among virtual GPUs; the engine is set in the struct.
     *
     * <p>C: {@code nvmlGpuInstanceGetVgpuSchedulerState_v2(nvmlGpuInstance_t gpuInstance,
     * nvmlVgpuSchedulerStateInfo_v2_t *pSchedulerStateInfo)}
     */
    public final int nvmlGpuInstanceGetVgpuSchedulerState_v2(long gpuInstance, long pSchedulerStateInfo) {
        Shapes.PP f = nvmlGpuInstanceGetVgpuSchedulerState_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetVgpuSchedulerState_v2");
            nvmlGpuInstanceGetVgpuSchedulerState_v2 = f;
        }
        return f.call(gpuInstance, pSchedulerStateInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuSchedulerLog_v2;

    /**
     * The last turns that virtual GPUs had on a GPU, with their weights.
     *
     * <p>C: {@code nvmlDeviceGetVgpuSchedulerLog_v2(nvmlDevice_t device, nvmlVgpuSchedulerLogInfo_v2_t
     * *pSchedulerLogInfo)}
     */
    public final int nvmlDeviceGetVgpuSchedulerLog_v2(long device, long pSchedulerLogInfo) {
        Shapes.PP f = nvmlDeviceGetVgpuSchedulerLog_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuSchedulerLog_v2");
            nvmlDeviceGetVgpuSchedulerLog_v2 = f;
        }
        return f.call(device, pSchedulerLogInfo);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetVgpuSchedulerLog_v2;

    /**
     * The last turns that a GPU instance's virtual GPUs had, with their weights.
     *
     * <p>C: {@code nvmlGpuInstanceGetVgpuSchedulerLog_v2(nvmlGpuInstance_t gpuInstance, nvmlVgpuSchedulerLogInfo_v2_t
     * *pSchedulerLogInfo)}
     */
    public final int nvmlGpuInstanceGetVgpuSchedulerLog_v2(long gpuInstance, long pSchedulerLogInfo) {
        Shapes.PP f = nvmlGpuInstanceGetVgpuSchedulerLog_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetVgpuSchedulerLog_v2");
            nvmlGpuInstanceGetVgpuSchedulerLog_v2 = f;
        }
        return f.call(gpuInstance, pSchedulerLogInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetVgpuSchedulerState_v2;

    /**
     * Sets how a GPU's time is shared among virtual GPUs. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetVgpuSchedulerState_v2(nvmlDevice_t device, nvmlVgpuSchedulerState_v2_t
     * *pSchedulerState)}
     */
    public final int nvmlDeviceSetVgpuSchedulerState_v2(long device, long pSchedulerState) {
        Shapes.PP f = nvmlDeviceSetVgpuSchedulerState_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetVgpuSchedulerState_v2");
            nvmlDeviceSetVgpuSchedulerState_v2 = f;
        }
        return f.call(device, pSchedulerState);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceSetVgpuSchedulerState_v2;

    /**
     * Sets how a GPU instance's time is shared among virtual GPUs; the second version. Needs root.
     *
     * <p>C: {@code nvmlGpuInstanceSetVgpuSchedulerState_v2(nvmlGpuInstance_t gpuInstance, nvmlVgpuSchedulerState_v2_t
     * *pSchedulerState)}
     */
    public final int nvmlGpuInstanceSetVgpuSchedulerState_v2(long gpuInstance, long pSchedulerState) {
        Shapes.PP f = nvmlGpuInstanceSetVgpuSchedulerState_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceSetVgpuSchedulerState_v2");
            nvmlGpuInstanceSetVgpuSchedulerState_v2 = f;
        }
        return f.call(gpuInstance, pSchedulerState);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuInstanceGetMetadata;

    /**
     * What has to be known of a virtual GPU to move it; {@code bufferSize} is the room in and the length out, in bytes.
     *
     * <p>C: {@code nvmlVgpuInstanceGetMetadata(nvmlVgpuInstance_t vgpuInstance, nvmlVgpuMetadata_t *vgpuMetadata,
     * unsigned int *bufferSize)}
     */
    public final int nvmlVgpuInstanceGetMetadata(int vgpuInstance, long vgpuMetadata, long bufferSize) {
        Shapes.IPP f = nvmlVgpuInstanceGetMetadata;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuInstanceGetMetadata");
            nvmlVgpuInstanceGetMetadata = f;
        }
        return f.call(vgpuInstance, vgpuMetadata, bufferSize);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetVgpuMetadata;

    /**
     * What has to be known of a GPU to take a virtual GPU; {@code bufferSize} is the room in and the length out, in
     * bytes.
     *
     * <p>C: {@code nvmlDeviceGetVgpuMetadata(nvmlDevice_t device, nvmlVgpuPgpuMetadata_t *pgpuMetadata, unsigned int
     * *bufferSize)}
     */
    public final int nvmlDeviceGetVgpuMetadata(long device, long pgpuMetadata, long bufferSize) {
        Shapes.PPP f = nvmlDeviceGetVgpuMetadata;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetVgpuMetadata");
            nvmlDeviceGetVgpuMetadata = f;
        }
        return f.call(device, pgpuMetadata, bufferSize);
    }

    private volatile Shapes.@Nullable PPP nvmlGetVgpuCompatibility;

    /**
     * Whether a virtual GPU can move to a GPU, and in which states of its machine.
     *
     * <p>C: {@code nvmlGetVgpuCompatibility(nvmlVgpuMetadata_t *vgpuMetadata, nvmlVgpuPgpuMetadata_t *pgpuMetadata,
     * nvmlVgpuPgpuCompatibility_t *compatibilityInfo)}
     */
    public final int nvmlGetVgpuCompatibility(long vgpuMetadata, long pgpuMetadata, long compatibilityInfo) {
        Shapes.PPP f = nvmlGetVgpuCompatibility;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlGetVgpuCompatibility");
            nvmlGetVgpuCompatibility = f;
        }
        return f.call(vgpuMetadata, pgpuMetadata, compatibilityInfo);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetPgpuMetadataString;

    /**
     * What has to be known of a GPU to take a virtual GPU, as text; {@code bufferSize} is the room in and the length
     * out.
     *
     * <p>C: {@code nvmlDeviceGetPgpuMetadataString(nvmlDevice_t device, char *pgpuMetadata, unsigned int *bufferSize)}
     */
    public final int nvmlDeviceGetPgpuMetadataString(long device, long pgpuMetadata, long bufferSize) {
        Shapes.PPP f = nvmlDeviceGetPgpuMetadataString;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetPgpuMetadataString");
            nvmlDeviceGetPgpuMetadataString = f;
        }
        return f.call(device, pgpuMetadata, bufferSize);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuSchedulerLog;

    /**
     * The last turns that virtual GPUs had on a GPU; the first version.
     *
     * <p>C: {@code nvmlDeviceGetVgpuSchedulerLog(nvmlDevice_t device, nvmlVgpuSchedulerLog_t *pSchedulerLog)}
     */
    public final int nvmlDeviceGetVgpuSchedulerLog(long device, long pSchedulerLog) {
        Shapes.PP f = nvmlDeviceGetVgpuSchedulerLog;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuSchedulerLog");
            nvmlDeviceGetVgpuSchedulerLog = f;
        }
        return f.call(device, pSchedulerLog);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuSchedulerState;

    /**
     * How a GPU's time is shared among virtual GPUs; the first version.
     *
     * <p>C: {@code nvmlDeviceGetVgpuSchedulerState(nvmlDevice_t device, nvmlVgpuSchedulerGetState_t *pSchedulerState)}
     */
    public final int nvmlDeviceGetVgpuSchedulerState(long device, long pSchedulerState) {
        Shapes.PP f = nvmlDeviceGetVgpuSchedulerState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuSchedulerState");
            nvmlDeviceGetVgpuSchedulerState = f;
        }
        return f.call(device, pSchedulerState);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetVgpuSchedulerState;

    /**
     * Sets how a GPU's time is shared among virtual GPUs; the first version. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetVgpuSchedulerState(nvmlDevice_t device, nvmlVgpuSchedulerSetState_t *pSchedulerState)}
     */
    public final int nvmlDeviceSetVgpuSchedulerState(long device, long pSchedulerState) {
        Shapes.PP f = nvmlDeviceSetVgpuSchedulerState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetVgpuSchedulerState");
            nvmlDeviceSetVgpuSchedulerState = f;
        }
        return f.call(device, pSchedulerState);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuSchedulerCapabilities;

    /**
     * The ways to share that a GPU has, with the bounds of their numbers.
     *
     * <p>C: {@code nvmlDeviceGetVgpuSchedulerCapabilities(nvmlDevice_t device, nvmlVgpuSchedulerCapabilities_t
     * *pCapabilities)}
     */
    public final int nvmlDeviceGetVgpuSchedulerCapabilities(long device, long pCapabilities) {
        Shapes.PP f = nvmlDeviceGetVgpuSchedulerCapabilities;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuSchedulerCapabilities");
            nvmlDeviceGetVgpuSchedulerCapabilities = f;
        }
        return f.call(device, pCapabilities);
    }

    private volatile Shapes.@Nullable PP nvmlGetVgpuVersion;

    /**
     * The versions of virtual GPU that the driver can serve, and those that it was told to.
     *
     * <p>C: {@code nvmlGetVgpuVersion(nvmlVgpuVersion_t *supported, nvmlVgpuVersion_t *current)}
     */
    public final int nvmlGetVgpuVersion(long supported, long current) {
        Shapes.PP f = nvmlGetVgpuVersion;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGetVgpuVersion");
            nvmlGetVgpuVersion = f;
        }
        return f.call(supported, current);
    }

    private volatile Shapes.@Nullable P nvmlSetVgpuVersion;

    /**
     * Tells the driver which versions of virtual GPU to serve. Needs root.
     *
     * <p>C: {@code nvmlSetVgpuVersion(nvmlVgpuVersion_t *vgpuVersion)}
     */
    public final int nvmlSetVgpuVersion(long vgpuVersion) {
        Shapes.P f = nvmlSetVgpuVersion;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSetVgpuVersion");
            nvmlSetVgpuVersion = f;
        }
        return f.call(vgpuVersion);
    }
}
