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
     * Who may compute on the GPU (NVML_COMPUTEMODE_…).
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
     * Percent of the last sampling period in which a kernel ran, and in which memory was read or written.
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
     * How busy the video encoders are in percent, and over how many µs that was measured.
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
     * How much of the encoder is left for a codec (NVML_ENCODER_QUERY_…), in percent.
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
     * Encoder sessions: their number, mean frames a second, and mean latency in µs.
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
     * Each encoder session; {@code sessionCount} is the room in and the number out.
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
     * How busy the video decoders are in percent, and over how many µs that was measured.
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
     * How busy the JPEG engines are in percent, and over how many µs that was measured.
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
     * How busy the optical flow engines are in percent, and over how many µs that was measured.
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
     * Frame capture sessions: their number, mean frames a second, and mean latency in µs.
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
     * Each frame capture session; {@code sessionCount} is the room in and the number out.
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
     * Processes that compute, with their memory in bytes; {@code infoCount} is the room in and the number out.
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
     * Processes that draw, with their memory in bytes; {@code infoCount} is the room in and the number out.
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
     * Processes that compute through MPS, with their memory in bytes; {@code infoCount} is the room in and the number
     * out.
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
     * Processes of a kind (NVML_PROCESS_MODE_…) with protected memory too; room is given in the struct.
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
     * Whether only root may set applications' clocks or boosting.
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
     * The driver's own samples since a time in µs (NVML_…_SAMPLES); {@code sampleCount} is the room in and the number
     * out.
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
     * What each process used since a time in µs, in percent; {@code processSamplesCount} is the room in and the number
     * out.
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
     * What each process used since a time in µs, in percent, with JPEG and optical flow; room is given in the struct.
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
     * Sets who may compute on the GPU. Needs root.
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
     * Whether only root is to set applications' clocks or boosting. Needs root.
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
     * Processes that compute, without MIG instances; the first version, with a smaller struct.
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
     * Processes that compute, with MIG instances; the version before 510.
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
     * Processes that draw, without MIG instances; the first version, with a smaller struct.
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
     * Processes that draw, with MIG instances; the version before 510.
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
     * Processes that compute through MPS; the first version, with a smaller struct.
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
     * Processes that compute through MPS; the version before 510.
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
