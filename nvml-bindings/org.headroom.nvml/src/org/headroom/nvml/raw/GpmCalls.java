package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * Profiling metrics (GPM), device counters, and profiles that shape a workload's power. Made by {@code generate.py};
 * part of {@link Nvml}.
 */
public abstract class GpmCalls extends ComputeInstanceCalls {
    GpmCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceReadWritePRM_v1;

    /**
     * Sends a request to the GPU's network registers and takes the answer. Needs root.
     *
     * <p>C: {@code nvmlDeviceReadWritePRM_v1(nvmlDevice_t device, nvmlPRMTLV_v1_t *buffer)}
     */
    public final int nvmlDeviceReadWritePRM_v1(long device, long buffer) {
        Shapes.PP f = nvmlDeviceReadWritePRM_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceReadWritePRM_v1");
            nvmlDeviceReadWritePRM_v1 = f;
        }
        return f.call(device, buffer);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceReadPRMCounters_v1;

    /**
     * Counters of the GPU's network ports (NVML_PRM_COUNTER_ID_…), many at once.
     *
     * <p>C: {@code nvmlDeviceReadPRMCounters_v1(nvmlDevice_t device, nvmlPRMCounterList_v1_t *counterList)}
     */
    public final int nvmlDeviceReadPRMCounters_v1(long device, long counterList) {
        Shapes.PP f = nvmlDeviceReadPRMCounters_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceReadPRMCounters_v1");
            nvmlDeviceReadPRMCounters_v1 = f;
        }
        return f.call(device, counterList);
    }

    private volatile Shapes.@Nullable P nvmlGpmMetricsGet;

    /**
     * Metrics between two samples (NVML_GPM_METRIC_…), each with its own answer; all is in the struct.
     *
     * <p>C: {@code nvmlGpmMetricsGet(nvmlGpmMetricsGet_t *metricsGet)}
     */
    public final int nvmlGpmMetricsGet(long metricsGet) {
        Shapes.P f = nvmlGpmMetricsGet;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlGpmMetricsGet");
            nvmlGpmMetricsGet = f;
        }
        return f.call(metricsGet);
    }

    private volatile Shapes.@Nullable P nvmlGpmSampleFree;

    /**
     * Gives a sample's memory back.
     *
     * <p>C: {@code nvmlGpmSampleFree(nvmlGpmSample_t gpmSample)}
     */
    public final int nvmlGpmSampleFree(long gpmSample) {
        Shapes.P f = nvmlGpmSampleFree;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlGpmSampleFree");
            nvmlGpmSampleFree = f;
        }
        return f.call(gpmSample);
    }

    private volatile Shapes.@Nullable P nvmlGpmSampleAlloc;

    /**
     * Memory for a sample.
     *
     * <p>C: {@code nvmlGpmSampleAlloc(nvmlGpmSample_t *gpmSample)}
     */
    public final int nvmlGpmSampleAlloc(long gpmSample) {
        Shapes.P f = nvmlGpmSampleAlloc;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlGpmSampleAlloc");
            nvmlGpmSampleAlloc = f;
        }
        return f.call(gpmSample);
    }

    private volatile Shapes.@Nullable PP nvmlGpmSampleGet;

    /**
     * Takes a sample of a GPU's counters. Two are needed for a metric, at least 100 ms apart.
     *
     * <p>C: {@code nvmlGpmSampleGet(nvmlDevice_t device, nvmlGpmSample_t gpmSample)}
     */
    public final int nvmlGpmSampleGet(long device, long gpmSample) {
        Shapes.PP f = nvmlGpmSampleGet;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpmSampleGet");
            nvmlGpmSampleGet = f;
        }
        return f.call(device, gpmSample);
    }

    private volatile Shapes.@Nullable PIP nvmlGpmMigSampleGet;

    /**
     * Takes a sample of a GPU instance's counters.
     *
     * <p>C: {@code nvmlGpmMigSampleGet(nvmlDevice_t device, unsigned int gpuInstanceId, nvmlGpmSample_t gpmSample)}
     */
    public final int nvmlGpmMigSampleGet(long device, int gpuInstanceId, long gpmSample) {
        Shapes.PIP f = nvmlGpmMigSampleGet;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlGpmMigSampleGet");
            nvmlGpmMigSampleGet = f;
        }
        return f.call(device, gpuInstanceId, gpmSample);
    }

    private volatile Shapes.@Nullable PP nvmlGpmQueryDeviceSupport;

    /**
     * Whether the GPU has such metrics.
     *
     * <p>C: {@code nvmlGpmQueryDeviceSupport(nvmlDevice_t device, nvmlGpmSupport_t *gpmSupport)}
     */
    public final int nvmlGpmQueryDeviceSupport(long device, long gpmSupport) {
        Shapes.PP f = nvmlGpmQueryDeviceSupport;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpmQueryDeviceSupport");
            nvmlGpmQueryDeviceSupport = f;
        }
        return f.call(device, gpmSupport);
    }

    private volatile Shapes.@Nullable PP nvmlGpmQueryIfStreamingEnabled;

    /**
     * Whether the GPU streams its counters.
     *
     * <p>C: {@code nvmlGpmQueryIfStreamingEnabled(nvmlDevice_t device, unsigned int *state)}
     */
    public final int nvmlGpmQueryIfStreamingEnabled(long device, long state) {
        Shapes.PP f = nvmlGpmQueryIfStreamingEnabled;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlGpmQueryIfStreamingEnabled");
            nvmlGpmQueryIfStreamingEnabled = f;
        }
        return f.call(device, state);
    }

    private volatile Shapes.@Nullable PI nvmlGpmSetStreamingEnabled;

    /**
     * Whether the GPU is to stream its counters. Needs root.
     *
     * <p>C: {@code nvmlGpmSetStreamingEnabled(nvmlDevice_t device, unsigned int state)}
     */
    public final int nvmlGpmSetStreamingEnabled(long device, int state) {
        Shapes.PI f = nvmlGpmSetStreamingEnabled;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlGpmSetStreamingEnabled");
            nvmlGpmSetStreamingEnabled = f;
        }
        return f.call(device, state);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetCapabilities;

    /**
     * Bits of what the GPU can do (NVML_DEV_CAP_…).
     *
     * <p>C: {@code nvmlDeviceGetCapabilities(nvmlDevice_t device, nvmlDeviceCapabilities_t *caps)}
     */
    public final int nvmlDeviceGetCapabilities(long device, long caps) {
        Shapes.PP f = nvmlDeviceGetCapabilities;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCapabilities");
            nvmlDeviceGetCapabilities = f;
        }
        return f.call(device, caps);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceWorkloadPowerProfileGetProfilesInfo;

    /**
     * The profiles that fit power to a workload, with priority and conflicts.
     *
     * <p>C: {@code nvmlDeviceWorkloadPowerProfileGetProfilesInfo(nvmlDevice_t device,
     * nvmlWorkloadPowerProfileProfilesInfo_t *profilesInfo)}
     */
    public final int nvmlDeviceWorkloadPowerProfileGetProfilesInfo(long device, long profilesInfo) {
        Shapes.PP f = nvmlDeviceWorkloadPowerProfileGetProfilesInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceWorkloadPowerProfileGetProfilesInfo");
            nvmlDeviceWorkloadPowerProfileGetProfilesInfo = f;
        }
        return f.call(device, profilesInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceWorkloadPowerProfileGetCurrentProfiles;

    /**
     * The profiles that exist, are asked for, and hold, as bits.
     *
     * <p>C: {@code nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(nvmlDevice_t device,
     * nvmlWorkloadPowerProfileCurrentProfiles_t *currentProfiles)}
     */
    public final int nvmlDeviceWorkloadPowerProfileGetCurrentProfiles(long device, long currentProfiles) {
        Shapes.PP f = nvmlDeviceWorkloadPowerProfileGetCurrentProfiles;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceWorkloadPowerProfileGetCurrentProfiles");
            nvmlDeviceWorkloadPowerProfileGetCurrentProfiles = f;
        }
        return f.call(device, currentProfiles);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceWorkloadPowerProfileSetRequestedProfiles;

    /**
     * Asks for profiles in addition. Needs root.
     *
     * <p>C: {@code nvmlDeviceWorkloadPowerProfileSetRequestedProfiles(nvmlDevice_t device,
     * nvmlWorkloadPowerProfileRequestedProfiles_t *requestedProfiles)}
     */
    public final int nvmlDeviceWorkloadPowerProfileSetRequestedProfiles(long device, long requestedProfiles) {
        Shapes.PP f = nvmlDeviceWorkloadPowerProfileSetRequestedProfiles;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceWorkloadPowerProfileSetRequestedProfiles");
            nvmlDeviceWorkloadPowerProfileSetRequestedProfiles = f;
        }
        return f.call(device, requestedProfiles);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceWorkloadPowerProfileClearRequestedProfiles;

    /**
     * Asks for profiles no more. Needs root.
     *
     * <p>C: {@code nvmlDeviceWorkloadPowerProfileClearRequestedProfiles(nvmlDevice_t device,
     * nvmlWorkloadPowerProfileRequestedProfiles_t *requestedProfiles)}
     */
    public final int nvmlDeviceWorkloadPowerProfileClearRequestedProfiles(long device, long requestedProfiles) {
        Shapes.PP f = nvmlDeviceWorkloadPowerProfileClearRequestedProfiles;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceWorkloadPowerProfileClearRequestedProfiles");
            nvmlDeviceWorkloadPowerProfileClearRequestedProfiles = f;
        }
        return f.call(device, requestedProfiles);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceWorkloadPowerProfileUpdateProfiles_v1;

    /**
     * Sets, clears or replaces the profiles asked for (NVML_POWER_PROFILE_OPERATION_…). Needs root.
     *
     * <p>C: {@code nvmlDeviceWorkloadPowerProfileUpdateProfiles_v1(nvmlDevice_t device,
     * nvmlWorkloadPowerProfileUpdateProfiles_v1_t *updateProfiles)}
     */
    public final int nvmlDeviceWorkloadPowerProfileUpdateProfiles_v1(long device, long updateProfiles) {
        Shapes.PP f = nvmlDeviceWorkloadPowerProfileUpdateProfiles_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceWorkloadPowerProfileUpdateProfiles_v1");
            nvmlDeviceWorkloadPowerProfileUpdateProfiles_v1 = f;
        }
        return f.call(device, updateProfiles);
    }

    private volatile Shapes.@Nullable PP nvmlDevicePowerSmoothingActivatePresetProfile;

    /**
     * Smooths power by one of the preset profiles. Needs root.
     *
     * <p>C: {@code nvmlDevicePowerSmoothingActivatePresetProfile(nvmlDevice_t device, nvmlPowerSmoothingProfile_t
     * *profile)}
     */
    public final int nvmlDevicePowerSmoothingActivatePresetProfile(long device, long profile) {
        Shapes.PP f = nvmlDevicePowerSmoothingActivatePresetProfile;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDevicePowerSmoothingActivatePresetProfile");
            nvmlDevicePowerSmoothingActivatePresetProfile = f;
        }
        return f.call(device, profile);
    }

    private volatile Shapes.@Nullable PP nvmlDevicePowerSmoothingUpdatePresetProfileParam;

    /**
     * Changes one number of a preset profile (NVML_POWER_SMOOTHING_PROFILE_PARAM_…). Needs root.
     *
     * <p>C: {@code nvmlDevicePowerSmoothingUpdatePresetProfileParam(nvmlDevice_t device, nvmlPowerSmoothingProfile_t
     * *profile)}
     */
    public final int nvmlDevicePowerSmoothingUpdatePresetProfileParam(long device, long profile) {
        Shapes.PP f = nvmlDevicePowerSmoothingUpdatePresetProfileParam;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDevicePowerSmoothingUpdatePresetProfileParam");
            nvmlDevicePowerSmoothingUpdatePresetProfileParam = f;
        }
        return f.call(device, profile);
    }

    private volatile Shapes.@Nullable PP nvmlDevicePowerSmoothingSetState;

    /**
     * Turns the smoothing of power on or off. Needs root.
     *
     * <p>C: {@code nvmlDevicePowerSmoothingSetState(nvmlDevice_t device, nvmlPowerSmoothingState_t *state)}
     */
    public final int nvmlDevicePowerSmoothingSetState(long device, long state) {
        Shapes.PP f = nvmlDevicePowerSmoothingSetState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDevicePowerSmoothingSetState");
            nvmlDevicePowerSmoothingSetState = f;
        }
        return f.call(device, state);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetRusdSettings_v1;

    /**
     * Which readings the driver keeps fresh in memory shared with users (NVML_RUSD_POLL_…).
     *
     * <p>C: {@code nvmlDeviceSetRusdSettings_v1(nvmlDevice_t device, nvmlRusdSettings_v1_t *settings)}
     */
    public final int nvmlDeviceSetRusdSettings_v1(long device, long settings) {
        Shapes.PP f = nvmlDeviceSetRusdSettings_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetRusdSettings_v1");
            nvmlDeviceSetRusdSettings_v1 = f;
        }
        return f.call(device, settings);
    }
}
