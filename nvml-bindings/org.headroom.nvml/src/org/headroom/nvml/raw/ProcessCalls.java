package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * How busy a GPU is and who uses it: processes, encoders, frame capture. Made by {@code generate.py}; part of {@link
 * Nvml}.
 */
public abstract class ProcessCalls extends ReliabilityCalls {
    ProcessCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetComputeMode;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetComputeMode(nvmlDevice_t device, nvmlComputeMode_t *mode)}
     */
    public final int nvmlDeviceGetComputeMode(long device, long mode) {
        Shapes.PP f = nvmlDeviceGetComputeMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetComputeMode");
            nvmlDeviceGetComputeMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetUtilizationRates;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetUtilizationRates(nvmlDevice_t device, nvmlUtilization_t *utilization)}
     */
    public final int nvmlDeviceGetUtilizationRates(long device, long utilization) {
        Shapes.PP f = nvmlDeviceGetUtilizationRates;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetUtilizationRates");
            nvmlDeviceGetUtilizationRates = f;
        }
        return f.call(device, utilization);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetEncoderUtilization;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetEncoderUtilization(nvmlDevice_t device, unsigned int *utilization, unsigned int
     * *samplingPeriodUs)}
     */
    public final int nvmlDeviceGetEncoderUtilization(long device, long utilization, long samplingPeriodUs) {
        Shapes.PPP f = nvmlDeviceGetEncoderUtilization;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetEncoderUtilization");
            nvmlDeviceGetEncoderUtilization = f;
        }
        return f.call(device, utilization, samplingPeriodUs);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetEncoderCapacity;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetEncoderCapacity(nvmlDevice_t device, nvmlEncoderType_t encoderQueryType, unsigned int
     * *encoderCapacity)}
     */
    public final int nvmlDeviceGetEncoderCapacity(long device, int encoderQueryType, long encoderCapacity) {
        Shapes.PIP f = nvmlDeviceGetEncoderCapacity;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetEncoderCapacity");
            nvmlDeviceGetEncoderCapacity = f;
        }
        return f.call(device, encoderQueryType, encoderCapacity);
    }

    private volatile Shapes.@Nullable PPPP nvmlDeviceGetEncoderStats;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetEncoderStats(nvmlDevice_t device, unsigned int *sessionCount, unsigned int *averageFps,
     * unsigned int *averageLatency)}
     */
    public final int nvmlDeviceGetEncoderStats(long device, long sessionCount, long averageFps, long averageLatency) {
        Shapes.PPPP f = nvmlDeviceGetEncoderStats;
        if (f == null) {
            f = library.bind(Shapes.PPPP_SHAPE, "nvmlDeviceGetEncoderStats");
            nvmlDeviceGetEncoderStats = f;
        }
        return f.call(device, sessionCount, averageFps, averageLatency);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetEncoderSessions;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetEncoderSessions(nvmlDevice_t device, unsigned int *sessionCount,
     * nvmlEncoderSessionInfo_t *sessionInfos)}
     */
    public final int nvmlDeviceGetEncoderSessions(long device, long sessionCount, long sessionInfos) {
        Shapes.PPP f = nvmlDeviceGetEncoderSessions;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetEncoderSessions");
            nvmlDeviceGetEncoderSessions = f;
        }
        return f.call(device, sessionCount, sessionInfos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetDecoderUtilization;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetDecoderUtilization(nvmlDevice_t device, unsigned int *utilization, unsigned int
     * *samplingPeriodUs)}
     */
    public final int nvmlDeviceGetDecoderUtilization(long device, long utilization, long samplingPeriodUs) {
        Shapes.PPP f = nvmlDeviceGetDecoderUtilization;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetDecoderUtilization");
            nvmlDeviceGetDecoderUtilization = f;
        }
        return f.call(device, utilization, samplingPeriodUs);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetJpgUtilization;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetJpgUtilization(nvmlDevice_t device, unsigned int *utilization, unsigned int
     * *samplingPeriodUs)}
     */
    public final int nvmlDeviceGetJpgUtilization(long device, long utilization, long samplingPeriodUs) {
        Shapes.PPP f = nvmlDeviceGetJpgUtilization;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetJpgUtilization");
            nvmlDeviceGetJpgUtilization = f;
        }
        return f.call(device, utilization, samplingPeriodUs);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetOfaUtilization;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetOfaUtilization(nvmlDevice_t device, unsigned int *utilization, unsigned int
     * *samplingPeriodUs)}
     */
    public final int nvmlDeviceGetOfaUtilization(long device, long utilization, long samplingPeriodUs) {
        Shapes.PPP f = nvmlDeviceGetOfaUtilization;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetOfaUtilization");
            nvmlDeviceGetOfaUtilization = f;
        }
        return f.call(device, utilization, samplingPeriodUs);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetFBCStats;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetFBCStats(nvmlDevice_t device, nvmlFBCStats_t *fbcStats)}
     */
    public final int nvmlDeviceGetFBCStats(long device, long fbcStats) {
        Shapes.PP f = nvmlDeviceGetFBCStats;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetFBCStats");
            nvmlDeviceGetFBCStats = f;
        }
        return f.call(device, fbcStats);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetFBCSessions;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetFBCSessions(nvmlDevice_t device, unsigned int *sessionCount, nvmlFBCSessionInfo_t
     * *sessionInfo)}
     */
    public final int nvmlDeviceGetFBCSessions(long device, long sessionCount, long sessionInfo) {
        Shapes.PPP f = nvmlDeviceGetFBCSessions;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetFBCSessions");
            nvmlDeviceGetFBCSessions = f;
        }
        return f.call(device, sessionCount, sessionInfo);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetComputeRunningProcesses_v3;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetComputeRunningProcesses_v3(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_t *infos)}
     */
    public final int nvmlDeviceGetComputeRunningProcesses_v3(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetComputeRunningProcesses_v3;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetComputeRunningProcesses_v3");
            nvmlDeviceGetComputeRunningProcesses_v3 = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetGraphicsRunningProcesses_v3;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetGraphicsRunningProcesses_v3(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_t *infos)}
     */
    public final int nvmlDeviceGetGraphicsRunningProcesses_v3(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetGraphicsRunningProcesses_v3;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetGraphicsRunningProcesses_v3");
            nvmlDeviceGetGraphicsRunningProcesses_v3 = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetMPSComputeRunningProcesses_v3;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetMPSComputeRunningProcesses_v3(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_t *infos)}
     */
    public final int nvmlDeviceGetMPSComputeRunningProcesses_v3(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetMPSComputeRunningProcesses_v3;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetMPSComputeRunningProcesses_v3");
            nvmlDeviceGetMPSComputeRunningProcesses_v3 = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetRunningProcessDetailList;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetRunningProcessDetailList(nvmlDevice_t device, nvmlProcessDetailList_t *plist)}
     */
    public final int nvmlDeviceGetRunningProcessDetailList(long device, long plist) {
        Shapes.PP f = nvmlDeviceGetRunningProcessDetailList;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetRunningProcessDetailList");
            nvmlDeviceGetRunningProcessDetailList = f;
        }
        return f.call(device, plist);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetAPIRestriction;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetAPIRestriction(nvmlDevice_t device, nvmlRestrictedAPI_t apiType, nvmlEnableState_t
     * *isRestricted)}
     */
    public final int nvmlDeviceGetAPIRestriction(long device, int apiType, long isRestricted) {
        Shapes.PIP f = nvmlDeviceGetAPIRestriction;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetAPIRestriction");
            nvmlDeviceGetAPIRestriction = f;
        }
        return f.call(device, apiType, isRestricted);
    }

    private volatile Shapes.@Nullable PILPPP nvmlDeviceGetSamples;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetSamples(nvmlDevice_t device, nvmlSamplingType_t type, unsigned long long
     * lastSeenTimeStamp, nvmlValueType_t *sampleValType, unsigned int *sampleCount, nvmlSample_t *samples)}
     */
    public final int nvmlDeviceGetSamples(
            long device, int type, long lastSeenTimeStamp, long sampleValType, long sampleCount, long samples) {
        Shapes.PILPPP f = nvmlDeviceGetSamples;
        if (f == null) {
            f = library.bind(Shapes.PILPPP_SHAPE, "nvmlDeviceGetSamples");
            nvmlDeviceGetSamples = f;
        }
        return f.call(device, type, lastSeenTimeStamp, sampleValType, sampleCount, samples);
    }

    private volatile Shapes.@Nullable PPPL nvmlDeviceGetProcessUtilization;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetProcessUtilization(nvmlDevice_t device, nvmlProcessUtilizationSample_t *utilization,
     * unsigned int *processSamplesCount, unsigned long long lastSeenTimeStamp)}
     */
    public final int nvmlDeviceGetProcessUtilization(
            long device, long utilization, long processSamplesCount, long lastSeenTimeStamp) {
        Shapes.PPPL f = nvmlDeviceGetProcessUtilization;
        if (f == null) {
            f = library.bind(Shapes.PPPL_SHAPE, "nvmlDeviceGetProcessUtilization");
            nvmlDeviceGetProcessUtilization = f;
        }
        return f.call(device, utilization, processSamplesCount, lastSeenTimeStamp);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetProcessesUtilizationInfo;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetProcessesUtilizationInfo(nvmlDevice_t device, nvmlProcessesUtilizationInfo_t
     * *procesesUtilInfo)}
     */
    public final int nvmlDeviceGetProcessesUtilizationInfo(long device, long procesesUtilInfo) {
        Shapes.PP f = nvmlDeviceGetProcessesUtilizationInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetProcessesUtilizationInfo");
            nvmlDeviceGetProcessesUtilizationInfo = f;
        }
        return f.call(device, procesesUtilInfo);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetComputeMode;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceSetComputeMode(nvmlDevice_t device, nvmlComputeMode_t mode)}
     */
    public final int nvmlDeviceSetComputeMode(long device, int mode) {
        Shapes.PI f = nvmlDeviceSetComputeMode;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetComputeMode");
            nvmlDeviceSetComputeMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetAPIRestriction;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceSetAPIRestriction(nvmlDevice_t device, nvmlRestrictedAPI_t apiType, nvmlEnableState_t
     * isRestricted)}
     */
    public final int nvmlDeviceSetAPIRestriction(long device, int apiType, int isRestricted) {
        Shapes.PII f = nvmlDeviceSetAPIRestriction;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetAPIRestriction");
            nvmlDeviceSetAPIRestriction = f;
        }
        return f.call(device, apiType, isRestricted);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetComputeRunningProcesses;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetComputeRunningProcesses(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_v1_t *infos)}
     */
    public final int nvmlDeviceGetComputeRunningProcesses(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetComputeRunningProcesses;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetComputeRunningProcesses");
            nvmlDeviceGetComputeRunningProcesses = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetComputeRunningProcesses_v2;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetComputeRunningProcesses_v2(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_v2_t *infos)}
     */
    public final int nvmlDeviceGetComputeRunningProcesses_v2(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetComputeRunningProcesses_v2;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetComputeRunningProcesses_v2");
            nvmlDeviceGetComputeRunningProcesses_v2 = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetGraphicsRunningProcesses;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetGraphicsRunningProcesses(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_v1_t *infos)}
     */
    public final int nvmlDeviceGetGraphicsRunningProcesses(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetGraphicsRunningProcesses;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetGraphicsRunningProcesses");
            nvmlDeviceGetGraphicsRunningProcesses = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetGraphicsRunningProcesses_v2;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetGraphicsRunningProcesses_v2(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_v2_t *infos)}
     */
    public final int nvmlDeviceGetGraphicsRunningProcesses_v2(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetGraphicsRunningProcesses_v2;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetGraphicsRunningProcesses_v2");
            nvmlDeviceGetGraphicsRunningProcesses_v2 = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetMPSComputeRunningProcesses;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetMPSComputeRunningProcesses(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_v1_t *infos)}
     */
    public final int nvmlDeviceGetMPSComputeRunningProcesses(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetMPSComputeRunningProcesses;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetMPSComputeRunningProcesses");
            nvmlDeviceGetMPSComputeRunningProcesses = f;
        }
        return f.call(device, infoCount, infos);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetMPSComputeRunningProcesses_v2;

    /**
     * TODO.
     *
     * <p>C: {@code nvmlDeviceGetMPSComputeRunningProcesses_v2(nvmlDevice_t device, unsigned int *infoCount,
     * nvmlProcessInfo_v2_t *infos)}
     */
    public final int nvmlDeviceGetMPSComputeRunningProcesses_v2(long device, long infoCount, long infos) {
        Shapes.PPP f = nvmlDeviceGetMPSComputeRunningProcesses_v2;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetMPSComputeRunningProcesses_v2");
            nvmlDeviceGetMPSComputeRunningProcesses_v2 = f;
        }
        return f.call(device, infoCount, infos);
    }
}
