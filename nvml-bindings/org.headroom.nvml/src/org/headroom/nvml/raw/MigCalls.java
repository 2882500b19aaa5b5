package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** MIG: GPUs split into GPU instances. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class MigCalls extends ConfidentialCalls {
    MigCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceSetMigMode;

    /**
     * Turns MIG on (1) or off (0); the second answer says whether it took effect or waits for a reset. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetMigMode(nvmlDevice_t device, unsigned int mode, nvmlReturn_t *activationStatus)}
     */
    public final int nvmlDeviceSetMigMode(long device, int mode, long activationStatus) {
        Shapes.PIP f = nvmlDeviceSetMigMode;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceSetMigMode");
            nvmlDeviceSetMigMode = f;
        }
        return f.call(device, mode, activationStatus);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetMigMode;

    /**
     * Whether MIG is on, now and after the next reset.
     *
     * <p>C: {@code nvmlDeviceGetMigMode(nvmlDevice_t device, unsigned int *currentMode, unsigned int *pendingMode)}
     */
    public final int nvmlDeviceGetMigMode(long device, long currentMode, long pendingMode) {
        Shapes.PPP f = nvmlDeviceGetMigMode;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetMigMode");
            nvmlDeviceGetMigMode = f;
        }
        return f.call(device, currentMode, pendingMode);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetGpuInstanceProfileInfo;

    /**
     * What a kind of GPU instance has, by NVML_GPU_INSTANCE_PROFILE_….
     *
     * <p>C: {@code nvmlDeviceGetGpuInstanceProfileInfo(nvmlDevice_t device, unsigned int profile,
     * nvmlGpuInstanceProfileInfo_t *info)}
     */
    public final int nvmlDeviceGetGpuInstanceProfileInfo(long device, int profile, long info) {
        Shapes.PIP f = nvmlDeviceGetGpuInstanceProfileInfo;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetGpuInstanceProfileInfo");
            nvmlDeviceGetGpuInstanceProfileInfo = f;
        }
        return f.call(device, profile, info);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetGpuInstanceProfileInfoV;

    /**
     * What a kind of GPU instance has, with its name; versioned.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstanceProfileInfoV(nvmlDevice_t device, unsigned int profile,
     * nvmlGpuInstanceProfileInfo_v2_t *info)}
     */
    public final int nvmlDeviceGetGpuInstanceProfileInfoV(long device, int profile, long info) {
        Shapes.PIP f = nvmlDeviceGetGpuInstanceProfileInfoV;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetGpuInstanceProfileInfoV");
            nvmlDeviceGetGpuInstanceProfileInfoV = f;
        }
        return f.call(device, profile, info);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetGpuInstanceProfileInfoByIdV;

    /**
     * What a kind of GPU instance has, by the id in its own struct; versioned.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstanceProfileInfoByIdV(nvmlDevice_t device, unsigned int profileId,
     * nvmlGpuInstanceProfileInfo_v2_t *info)}
     */
    public final int nvmlDeviceGetGpuInstanceProfileInfoByIdV(long device, int profileId, long info) {
        Shapes.PIP f = nvmlDeviceGetGpuInstanceProfileInfoByIdV;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetGpuInstanceProfileInfoByIdV");
            nvmlDeviceGetGpuInstanceProfileInfoByIdV = f;
        }
        return f.call(device, profileId, info);
    }

    private volatile Shapes.@Nullable PIPP nvmlDeviceGetGpuInstancePossiblePlacements_v2;

    /**
     * Where GPU instances of a kind can be; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstancePossiblePlacements_v2(nvmlDevice_t device, unsigned int profileId,
     * nvmlGpuInstancePlacement_t *placements, unsigned int *count)}
     */
    public final int nvmlDeviceGetGpuInstancePossiblePlacements_v2(
            long device, int profileId, long placements, long count) {
        Shapes.PIPP f = nvmlDeviceGetGpuInstancePossiblePlacements_v2;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlDeviceGetGpuInstancePossiblePlacements_v2");
            nvmlDeviceGetGpuInstancePossiblePlacements_v2 = f;
        }
        return f.call(device, profileId, placements, count);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetGpuInstanceRemainingCapacity;

    /**
     * How many more GPU instances of a kind fit.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstanceRemainingCapacity(nvmlDevice_t device, unsigned int profileId, unsigned int
     * *count)}
     */
    public final int nvmlDeviceGetGpuInstanceRemainingCapacity(long device, int profileId, long count) {
        Shapes.PIP f = nvmlDeviceGetGpuInstanceRemainingCapacity;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetGpuInstanceRemainingCapacity");
            nvmlDeviceGetGpuInstanceRemainingCapacity = f;
        }
        return f.call(device, profileId, count);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceCreateGpuInstance;

    /**
     * Makes a GPU instance of a kind where it fits. Needs root.
     *
     * <p>C: {@code nvmlDeviceCreateGpuInstance(nvmlDevice_t device, unsigned int profileId, nvmlGpuInstance_t
     * *gpuInstance)}
     */
    public final int nvmlDeviceCreateGpuInstance(long device, int profileId, long gpuInstance) {
        Shapes.PIP f = nvmlDeviceCreateGpuInstance;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceCreateGpuInstance");
            nvmlDeviceCreateGpuInstance = f;
        }
        return f.call(device, profileId, gpuInstance);
    }

    private volatile Shapes.@Nullable PIPP nvmlDeviceCreateGpuInstanceWithPlacement;

    /**
     * Makes a GPU instance of a kind at a place. Needs root.
     *
     * <p>C: {@code nvmlDeviceCreateGpuInstanceWithPlacement(nvmlDevice_t device, unsigned int profileId, const
     * nvmlGpuInstancePlacement_t *placement, nvmlGpuInstance_t *gpuInstance)}
     */
    public final int nvmlDeviceCreateGpuInstanceWithPlacement(
            long device, int profileId, long placement, long gpuInstance) {
        Shapes.PIPP f = nvmlDeviceCreateGpuInstanceWithPlacement;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlDeviceCreateGpuInstanceWithPlacement");
            nvmlDeviceCreateGpuInstanceWithPlacement = f;
        }
        return f.call(device, profileId, placement, gpuInstance);
    }

    private volatile Shapes.@Nullable P nvmlGpuInstanceDestroy;

    /**
     * Takes a GPU instance apart. Needs root.
     *
     * <p>C: {@code nvmlGpuInstanceDestroy(nvmlGpuInstance_t gpuInstance)}
     */
    public final int nvmlGpuInstanceDestroy(long gpuInstance) {
        Shapes.P f = nvmlGpuInstanceDestroy;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlGpuInstanceDestroy");
            nvmlGpuInstanceDestroy = f;
        }
        return f.call(gpuInstance);
    }

    private volatile Shapes.@Nullable PIPP nvmlDeviceGetGpuInstances;

    /**
     * The GPU instances of a kind; {@code count} is the number out, and there must be room for all.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstances(nvmlDevice_t device, unsigned int profileId, nvmlGpuInstance_t
     * *gpuInstances, unsigned int *count)}
     */
    public final int nvmlDeviceGetGpuInstances(long device, int profileId, long gpuInstances, long count) {
        Shapes.PIPP f = nvmlDeviceGetGpuInstances;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlDeviceGetGpuInstances");
            nvmlDeviceGetGpuInstances = f;
        }
        return f.call(device, profileId, gpuInstances, count);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetGpuInstanceById;

    /**
     * The handle of a GPU instance by its number.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstanceById(nvmlDevice_t device, unsigned int id, nvmlGpuInstance_t *gpuInstance)}
     */
    public final int nvmlDeviceGetGpuInstanceById(long device, int id, long gpuInstance) {
        Shapes.PIP f = nvmlDeviceGetGpuInstanceById;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetGpuInstanceById");
            nvmlDeviceGetGpuInstanceById = f;
        }
        return f.call(device, id, gpuInstance);
    }

    private volatile Shapes.@Nullable PP nvmlGpuInstanceGetInfo;

    /**
     * A GPU instance's GPU, number, kind and place.
     *
     * <p>C: {@code nvmlGpuInstanceGetInfo(nvmlGpuInstance_t gpuInstance, nvmlGpuInstanceInfo_t *info)}
     */
    public final int nvmlGpuInstanceGetInfo(long gpuInstance, long info) {
        Shapes.PP f = nvmlGpuInstanceGetInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpuInstanceGetInfo");
            nvmlGpuInstanceGetInfo = f;
        }
        return f.call(gpuInstance, info);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceIsMigDeviceHandle;

    /**
     * 1 where the handle is a MIG device's and not a whole GPU's.
     *
     * <p>C: {@code nvmlDeviceIsMigDeviceHandle(nvmlDevice_t device, unsigned int *isMigDevice)}
     */
    public final int nvmlDeviceIsMigDeviceHandle(long device, long isMigDevice) {
        Shapes.PP f = nvmlDeviceIsMigDeviceHandle;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceIsMigDeviceHandle");
            nvmlDeviceIsMigDeviceHandle = f;
        }
        return f.call(device, isMigDevice);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGpuInstanceId;

    /**
     * The number of the GPU instance that a MIG device is in.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstanceId(nvmlDevice_t device, unsigned int *id)}
     */
    public final int nvmlDeviceGetGpuInstanceId(long device, long id) {
        Shapes.PP f = nvmlDeviceGetGpuInstanceId;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGpuInstanceId");
            nvmlDeviceGetGpuInstanceId = f;
        }
        return f.call(device, id);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMaxMigDeviceCount;

    /**
     * The most MIG devices that the GPU can be split into.
     *
     * <p>C: {@code nvmlDeviceGetMaxMigDeviceCount(nvmlDevice_t device, unsigned int *count)}
     */
    public final int nvmlDeviceGetMaxMigDeviceCount(long device, long count) {
        Shapes.PP f = nvmlDeviceGetMaxMigDeviceCount;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMaxMigDeviceCount");
            nvmlDeviceGetMaxMigDeviceCount = f;
        }
        return f.call(device, count);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetMigDeviceHandleByIndex;

    /**
     * The handle of a MIG device by its number from 0; numbers without a device answer NVML_ERROR_NOT_FOUND.
     *
     * <p>C: {@code nvmlDeviceGetMigDeviceHandleByIndex(nvmlDevice_t device, unsigned int index, nvmlDevice_t
     * *migDevice)}
     */
    public final int nvmlDeviceGetMigDeviceHandleByIndex(long device, int index, long migDevice) {
        Shapes.PIP f = nvmlDeviceGetMigDeviceHandleByIndex;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetMigDeviceHandleByIndex");
            nvmlDeviceGetMigDeviceHandleByIndex = f;
        }
        return f.call(device, index, migDevice);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetDeviceHandleFromMigDeviceHandle;

    /**
     * The whole GPU that a MIG device is part of.
     *
     * <p>C: {@code nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nvmlDevice_t migDevice, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(long migDevice, long device) {
        Shapes.PP f = nvmlDeviceGetDeviceHandleFromMigDeviceHandle;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetDeviceHandleFromMigDeviceHandle");
            nvmlDeviceGetDeviceHandleFromMigDeviceHandle = f;
        }
        return f.call(migDevice, device);
    }

    private volatile Shapes.@Nullable PIPP nvmlDeviceGetGpuInstancePossiblePlacements;

    /**
     * Where GPU instances of a kind can be; the first version.
     *
     * <p>C: {@code nvmlDeviceGetGpuInstancePossiblePlacements(nvmlDevice_t device, unsigned int profileId,
     * nvmlGpuInstancePlacement_t *placements, unsigned int *count)}
     */
    public final int nvmlDeviceGetGpuInstancePossiblePlacements(
            long device, int profileId, long placements, long count) {
        Shapes.PIPP f = nvmlDeviceGetGpuInstancePossiblePlacements;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlDeviceGetGpuInstancePossiblePlacements");
            nvmlDeviceGetGpuInstancePossiblePlacements = f;
        }
        return f.call(device, profileId, placements, count);
    }
}
