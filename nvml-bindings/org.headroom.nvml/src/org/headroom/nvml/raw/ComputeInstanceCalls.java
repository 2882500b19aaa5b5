package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** MIG: GPU instances split into compute instances. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class ComputeInstanceCalls extends MigCalls {
    ComputeInstanceCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PIIP nvmlGpuInstanceGetComputeInstanceProfileInfo;

    /**
     * What a kind of compute instance has, by NVML_COMPUTE_INSTANCE_PROFILE_… and engine profile.
     *
     * <p>C: {@code nvmlGpuInstanceGetComputeInstanceProfileInfo(nvmlGpuInstance_t gpuInstance, unsigned int profile,
     * unsigned int engProfile, nvmlComputeInstanceProfileInfo_t *info)}
     */
    public final int nvmlGpuInstanceGetComputeInstanceProfileInfo(
            long gpuInstance, int profile, int engProfile, long info) {
        Shapes.PIIP f = nvmlGpuInstanceGetComputeInstanceProfileInfo;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlGpuInstanceGetComputeInstanceProfileInfo");
            nvmlGpuInstanceGetComputeInstanceProfileInfo = f;
        }
        return f.call(gpuInstance, profile, engProfile, info);
    }

    private volatile Shapes.@Nullable PIIP nvmlGpuInstanceGetComputeInstanceProfileInfoV;

    /**
     * What a kind of compute instance has, with its name; versioned.
     *
     * <p>C: {@code nvmlGpuInstanceGetComputeInstanceProfileInfoV(nvmlGpuInstance_t gpuInstance, unsigned int profile,
     * unsigned int engProfile, nvmlComputeInstanceProfileInfo_v2_t *info)}
     */
    public final int nvmlGpuInstanceGetComputeInstanceProfileInfoV(
            long gpuInstance, int profile, int engProfile, long info) {
        Shapes.PIIP f = nvmlGpuInstanceGetComputeInstanceProfileInfoV;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlGpuInstanceGetComputeInstanceProfileInfoV");
            nvmlGpuInstanceGetComputeInstanceProfileInfoV = f;
        }
        return f.call(gpuInstance, profile, engProfile, info);
    }

    private volatile Shapes.@Nullable PIP nvmlGpuInstanceGetComputeInstanceRemainingCapacity;

    /**
     * How many more compute instances of a kind fit.
     *
     * <p>C: {@code nvmlGpuInstanceGetComputeInstanceRemainingCapacity(nvmlGpuInstance_t gpuInstance, unsigned int
     * profileId, unsigned int *count)}
     */
    public final int nvmlGpuInstanceGetComputeInstanceRemainingCapacity(long gpuInstance, int profileId, long count) {
        Shapes.PIP f = nvmlGpuInstanceGetComputeInstanceRemainingCapacity;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlGpuInstanceGetComputeInstanceRemainingCapacity");
            nvmlGpuInstanceGetComputeInstanceRemainingCapacity = f;
        }
        return f.call(gpuInstance, profileId, count);
    }

    private volatile Shapes.@Nullable PIPP nvmlGpuInstanceGetComputeInstancePossiblePlacements;

    /**
     * Where compute instances of a kind can be; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlGpuInstanceGetComputeInstancePossiblePlacements(nvmlGpuInstance_t gpuInstance, unsigned int
     * profileId, nvmlComputeInstancePlacement_t *placements, unsigned int *count)}
     */
    public final int nvmlGpuInstanceGetComputeInstancePossiblePlacements(
            long gpuInstance, int profileId, long placements, long count) {
        Shapes.PIPP f = nvmlGpuInstanceGetComputeInstancePossiblePlacements;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlGpuInstanceGetComputeInstancePossiblePlacements");
            nvmlGpuInstanceGetComputeInstancePossiblePlacements = f;
        }
        return f.call(gpuInstance, profileId, placements, count);
    }

    private volatile Shapes.@Nullable PIP nvmlGpuInstanceCreateComputeInstance;

    /**
     * Makes a compute instance of a kind where it fits. Needs root.
     *
     * <p>C: {@code nvmlGpuInstanceCreateComputeInstance(nvmlGpuInstance_t gpuInstance, unsigned int profileId,
     * nvmlComputeInstance_t *computeInstance)}
     */
    public final int nvmlGpuInstanceCreateComputeInstance(long gpuInstance, int profileId, long computeInstance) {
        Shapes.PIP f = nvmlGpuInstanceCreateComputeInstance;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlGpuInstanceCreateComputeInstance");
            nvmlGpuInstanceCreateComputeInstance = f;
        }
        return f.call(gpuInstance, profileId, computeInstance);
    }

    private volatile Shapes.@Nullable PIPP nvmlGpuInstanceCreateComputeInstanceWithPlacement;

    /**
     * Makes a compute instance of a kind at a place. Needs root.
     *
     * <p>C: {@code nvmlGpuInstanceCreateComputeInstanceWithPlacement(nvmlGpuInstance_t gpuInstance, unsigned int
     * profileId, const nvmlComputeInstancePlacement_t *placement, nvmlComputeInstance_t *computeInstance)}
     */
    public final int nvmlGpuInstanceCreateComputeInstanceWithPlacement(
            long gpuInstance, int profileId, long placement, long computeInstance) {
        Shapes.PIPP f = nvmlGpuInstanceCreateComputeInstanceWithPlacement;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlGpuInstanceCreateComputeInstanceWithPlacement");
            nvmlGpuInstanceCreateComputeInstanceWithPlacement = f;
        }
        return f.call(gpuInstance, profileId, placement, computeInstance);
    }

    private volatile Shapes.@Nullable P nvmlComputeInstanceDestroy;

    /**
     * Takes a compute instance apart. Needs root.
     *
     * <p>C: {@code nvmlComputeInstanceDestroy(nvmlComputeInstance_t computeInstance)}
     */
    public final int nvmlComputeInstanceDestroy(long computeInstance) {
        Shapes.P f = nvmlComputeInstanceDestroy;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlComputeInstanceDestroy");
            nvmlComputeInstanceDestroy = f;
        }
        return f.call(computeInstance);
    }

    private volatile Shapes.@Nullable PIPP nvmlGpuInstanceGetComputeInstances;

    /**
     * The compute instances of a kind; {@code count} is the number out, and there must be room for all.
     *
     * <p>C: {@code nvmlGpuInstanceGetComputeInstances(nvmlGpuInstance_t gpuInstance, unsigned int profileId,
     * nvmlComputeInstance_t *computeInstances, unsigned int *count)}
     */
    public final int nvmlGpuInstanceGetComputeInstances(
            long gpuInstance, int profileId, long computeInstances, long count) {
        Shapes.PIPP f = nvmlGpuInstanceGetComputeInstances;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlGpuInstanceGetComputeInstances");
            nvmlGpuInstanceGetComputeInstances = f;
        }
        return f.call(gpuInstance, profileId, computeInstances, count);
    }

    private volatile Shapes.@Nullable PIP nvmlGpuInstanceGetComputeInstanceById;

    /**
     * The handle of a compute instance by its number.
     *
     * <p>C: {@code nvmlGpuInstanceGetComputeInstanceById(nvmlGpuInstance_t gpuInstance, unsigned int id,
     * nvmlComputeInstance_t *computeInstance)}
     */
    public final int nvmlGpuInstanceGetComputeInstanceById(long gpuInstance, int id, long computeInstance) {
        Shapes.PIP f = nvmlGpuInstanceGetComputeInstanceById;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlGpuInstanceGetComputeInstanceById");
            nvmlGpuInstanceGetComputeInstanceById = f;
        }
        return f.call(gpuInstance, id, computeInstance);
    }

    private volatile Shapes.@Nullable PP nvmlComputeInstanceGetInfo_v2;

    /**
     * A compute instance's GPU, GPU instance, number, kind and place.
     *
     * <p>C: {@code nvmlComputeInstanceGetInfo_v2(nvmlComputeInstance_t computeInstance, nvmlComputeInstanceInfo_t
     * *info)}
     */
    public final int nvmlComputeInstanceGetInfo_v2(long computeInstance, long info) {
        Shapes.PP f = nvmlComputeInstanceGetInfo_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlComputeInstanceGetInfo_v2");
            nvmlComputeInstanceGetInfo_v2 = f;
        }
        return f.call(computeInstance, info);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetComputeInstanceId;

    /**
     * The number of the compute instance that a MIG device is.
     *
     * <p>C: {@code nvmlDeviceGetComputeInstanceId(nvmlDevice_t device, unsigned int *id)}
     */
    public final int nvmlDeviceGetComputeInstanceId(long device, long id) {
        Shapes.PP f = nvmlDeviceGetComputeInstanceId;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetComputeInstanceId");
            nvmlDeviceGetComputeInstanceId = f;
        }
        return f.call(device, id);
    }

    private volatile Shapes.@Nullable PP nvmlComputeInstanceGetInfo;

    /**
     * A compute instance's GPU, GPU instance, number and kind; the first version.
     *
     * <p>C: {@code nvmlComputeInstanceGetInfo(nvmlComputeInstance_t computeInstance, nvmlComputeInstanceInfo_t *info)}
     */
    public final int nvmlComputeInstanceGetInfo(long computeInstance, long info) {
        Shapes.PP f = nvmlComputeInstanceGetInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlComputeInstanceGetInfo");
            nvmlComputeInstanceGetInfo = f;
        }
        return f.call(computeInstance, info);
    }
}
