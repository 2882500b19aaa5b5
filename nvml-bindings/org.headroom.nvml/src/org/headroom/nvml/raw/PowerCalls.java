package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Power, energy, and performance states and modes. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class PowerCalls extends CoolingCalls {
    PowerCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPersistenceMode;

    /**
     * Whether the driver stays loaded while nobody uses the GPU.
     *
     * <p>C: {@code nvmlDeviceGetPersistenceMode(nvmlDevice_t device, nvmlEnableState_t *mode)}
     */
    public final int nvmlDeviceGetPersistenceMode(long device, long mode) {
        Shapes.PP f = nvmlDeviceGetPersistenceMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPersistenceMode");
            nvmlDeviceGetPersistenceMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPerformanceState;

    /**
     * The performance state: 0 is the fastest, 15 the slowest, 32 unknown.
     *
     * <p>C: {@code nvmlDeviceGetPerformanceState(nvmlDevice_t device, nvmlPstates_t *pState)}
     */
    public final int nvmlDeviceGetPerformanceState(long device, long pState) {
        Shapes.PP f = nvmlDeviceGetPerformanceState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPerformanceState");
            nvmlDeviceGetPerformanceState = f;
        }
        return f.call(device, pState);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPowerState;

    /**
     * The performance state; the name before NVML 2.
     *
     * <p>C: {@code nvmlDeviceGetPowerState(nvmlDevice_t device, nvmlPstates_t *pState)}
     */
    public final int nvmlDeviceGetPowerState(long device, long pState) {
        Shapes.PP f = nvmlDeviceGetPowerState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerState");
            nvmlDeviceGetPowerState = f;
        }
        return f.call(device, pState);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetDynamicPstatesInfo;

    /**
     * How busy graphics, memory, video and bus are, in percent, as the performance states see it.
     *
     * <p>C: {@code nvmlDeviceGetDynamicPstatesInfo(nvmlDevice_t device, nvmlGpuDynamicPstatesInfo_t
     * *pDynamicPstatesInfo)}
     */
    public final int nvmlDeviceGetDynamicPstatesInfo(long device, long pDynamicPstatesInfo) {
        Shapes.PP f = nvmlDeviceGetDynamicPstatesInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetDynamicPstatesInfo");
            nvmlDeviceGetDynamicPstatesInfo = f;
        }
        return f.call(device, pDynamicPstatesInfo);
    }

    private volatile Shapes.@Nullable PPI nvmlDeviceGetSupportedPerformanceStates;

    /**
     * The performance states that the GPU has; {@code size} is the array's size in bytes.
     *
     * <p>C: {@code nvmlDeviceGetSupportedPerformanceStates(nvmlDevice_t device, nvmlPstates_t *pstates, unsigned int
     * size)}
     */
    public final int nvmlDeviceGetSupportedPerformanceStates(long device, long pstates, int size) {
        Shapes.PPI f = nvmlDeviceGetSupportedPerformanceStates;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetSupportedPerformanceStates");
            nvmlDeviceGetSupportedPerformanceStates = f;
        }
        return f.call(device, pstates, size);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPerformanceModes;

    /**
     * The performance states with their clocks, as text.
     *
     * <p>C: {@code nvmlDeviceGetPerformanceModes(nvmlDevice_t device, nvmlDevicePerfModes_t *perfModes)}
     */
    public final int nvmlDeviceGetPerformanceModes(long device, long perfModes) {
        Shapes.PP f = nvmlDeviceGetPerformanceModes;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPerformanceModes");
            nvmlDeviceGetPerformanceModes = f;
        }
        return f.call(device, perfModes);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPowerManagementMode;

    /**
     * Whether power can be limited; always on since Kepler.
     *
     * <p>C: {@code nvmlDeviceGetPowerManagementMode(nvmlDevice_t device, nvmlEnableState_t *mode)}
     */
    public final int nvmlDeviceGetPowerManagementMode(long device, long mode) {
        Shapes.PP f = nvmlDeviceGetPowerManagementMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerManagementMode");
            nvmlDeviceGetPowerManagementMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPowerManagementLimit;

    /**
     * The power limit that was set, in mW.
     *
     * <p>C: {@code nvmlDeviceGetPowerManagementLimit(nvmlDevice_t device, unsigned int *limit)}
     */
    public final int nvmlDeviceGetPowerManagementLimit(long device, long limit) {
        Shapes.PP f = nvmlDeviceGetPowerManagementLimit;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerManagementLimit");
            nvmlDeviceGetPowerManagementLimit = f;
        }
        return f.call(device, limit);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetPowerManagementLimitConstraints;

    /**
     * The lowest and highest power limit that can be set, in mW.
     *
     * <p>C: {@code nvmlDeviceGetPowerManagementLimitConstraints(nvmlDevice_t device, unsigned int *minLimit, unsigned
     * int *maxLimit)}
     */
    public final int nvmlDeviceGetPowerManagementLimitConstraints(long device, long minLimit, long maxLimit) {
        Shapes.PPP f = nvmlDeviceGetPowerManagementLimitConstraints;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetPowerManagementLimitConstraints");
            nvmlDeviceGetPowerManagementLimitConstraints = f;
        }
        return f.call(device, minLimit, maxLimit);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPowerManagementDefaultLimit;

    /**
     * The power limit without anybody's setting, in mW.
     *
     * <p>C: {@code nvmlDeviceGetPowerManagementDefaultLimit(nvmlDevice_t device, unsigned int *defaultLimit)}
     */
    public final int nvmlDeviceGetPowerManagementDefaultLimit(long device, long defaultLimit) {
        Shapes.PP f = nvmlDeviceGetPowerManagementDefaultLimit;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerManagementDefaultLimit");
            nvmlDeviceGetPowerManagementDefaultLimit = f;
        }
        return f.call(device, defaultLimit);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPowerUsage;

    /**
     * Power drawn by the whole card in mW; since Ampere the mean of the last second.
     *
     * <p>C: {@code nvmlDeviceGetPowerUsage(nvmlDevice_t device, unsigned int *power)}
     */
    public final int nvmlDeviceGetPowerUsage(long device, long power) {
        Shapes.PP f = nvmlDeviceGetPowerUsage;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerUsage");
            nvmlDeviceGetPowerUsage = f;
        }
        return f.call(device, power);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPowerMizerMode_v1;

    /**
     * How eagerly the GPU saves power, and which of these modes it has (NVML_POWER_MIZER_MODE_…).
     *
     * <p>C: {@code nvmlDeviceGetPowerMizerMode_v1(nvmlDevice_t device, nvmlDevicePowerMizerModes_v1_t *powerMizerMode)}
     */
    public final int nvmlDeviceGetPowerMizerMode_v1(long device, long powerMizerMode) {
        Shapes.PP f = nvmlDeviceGetPowerMizerMode_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerMizerMode_v1");
            nvmlDeviceGetPowerMizerMode_v1 = f;
        }
        return f.call(device, powerMizerMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetPowerMizerMode_v1;

    /**
     * Sets how eagerly the GPU saves power. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetPowerMizerMode_v1(nvmlDevice_t device, nvmlDevicePowerMizerModes_v1_t *powerMizerMode)}
     */
    public final int nvmlDeviceSetPowerMizerMode_v1(long device, long powerMizerMode) {
        Shapes.PP f = nvmlDeviceSetPowerMizerMode_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetPowerMizerMode_v1");
            nvmlDeviceSetPowerMizerMode_v1 = f;
        }
        return f.call(device, powerMizerMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetTotalEnergyConsumption;

    /**
     * Energy used since the driver was loaded, in mJ.
     *
     * <p>C: {@code nvmlDeviceGetTotalEnergyConsumption(nvmlDevice_t device, unsigned long long *energy)}
     */
    public final int nvmlDeviceGetTotalEnergyConsumption(long device, long energy) {
        Shapes.PP f = nvmlDeviceGetTotalEnergyConsumption;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetTotalEnergyConsumption");
            nvmlDeviceGetTotalEnergyConsumption = f;
        }
        return f.call(device, energy);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetEnforcedPowerLimit;

    /**
     * The power limit that holds in the end, the lowest of all, in mW.
     *
     * <p>C: {@code nvmlDeviceGetEnforcedPowerLimit(nvmlDevice_t device, unsigned int *limit)}
     */
    public final int nvmlDeviceGetEnforcedPowerLimit(long device, long limit) {
        Shapes.PP f = nvmlDeviceGetEnforcedPowerLimit;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetEnforcedPowerLimit");
            nvmlDeviceGetEnforcedPowerLimit = f;
        }
        return f.call(device, limit);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetGpuOperationMode;

    /**
     * Which parts of the chip are on, now and after the next restart (NVML_GOM_…).
     *
     * <p>C: {@code nvmlDeviceGetGpuOperationMode(nvmlDevice_t device, nvmlGpuOperationMode_t *current,
     * nvmlGpuOperationMode_t *pending)}
     */
    public final int nvmlDeviceGetGpuOperationMode(long device, long current, long pending) {
        Shapes.PPP f = nvmlDeviceGetGpuOperationMode;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetGpuOperationMode");
            nvmlDeviceGetGpuOperationMode = f;
        }
        return f.call(device, current, pending);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPowerSource;

    /**
     * Mains, battery, or mains that are too weak (NVML_POWER_SOURCE_…).
     *
     * <p>C: {@code nvmlDeviceGetPowerSource(nvmlDevice_t device, nvmlPowerSource_t *powerSource)}
     */
    public final int nvmlDeviceGetPowerSource(long device, long powerSource) {
        Shapes.PP f = nvmlDeviceGetPowerSource;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerSource");
            nvmlDeviceGetPowerSource = f;
        }
        return f.call(device, powerSource);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetPowerManagementLimit_v2;

    /**
     * Sets a power limit in mW for the GPU or its module. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetPowerManagementLimit_v2(nvmlDevice_t device, nvmlPowerValue_v2_t *powerValue)}
     */
    public final int nvmlDeviceSetPowerManagementLimit_v2(long device, long powerValue) {
        Shapes.PP f = nvmlDeviceSetPowerManagementLimit_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetPowerManagementLimit_v2");
            nvmlDeviceSetPowerManagementLimit_v2 = f;
        }
        return f.call(device, powerValue);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetPersistenceMode;

    /**
     * Whether the driver is to stay loaded while nobody uses the GPU. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetPersistenceMode(nvmlDevice_t device, nvmlEnableState_t mode)}
     */
    public final int nvmlDeviceSetPersistenceMode(long device, int mode) {
        Shapes.PI f = nvmlDeviceSetPersistenceMode;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetPersistenceMode");
            nvmlDeviceSetPersistenceMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetPowerManagementLimit;

    /**
     * Sets the power limit in mW. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetPowerManagementLimit(nvmlDevice_t device, unsigned int limit)}
     */
    public final int nvmlDeviceSetPowerManagementLimit(long device, int limit) {
        Shapes.PI f = nvmlDeviceSetPowerManagementLimit;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetPowerManagementLimit");
            nvmlDeviceSetPowerManagementLimit = f;
        }
        return f.call(device, limit);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetGpuOperationMode;

    /**
     * Which parts of the chip are to be on after the next restart. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetGpuOperationMode(nvmlDevice_t device, nvmlGpuOperationMode_t mode)}
     */
    public final int nvmlDeviceSetGpuOperationMode(long device, int mode) {
        Shapes.PI f = nvmlDeviceSetGpuOperationMode;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetGpuOperationMode");
            nvmlDeviceSetGpuOperationMode = f;
        }
        return f.call(device, mode);
    }
}
