package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Virtual GPUs that run: how busy they are and who uses them. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class VgpuUseCalls extends VgpuInstanceCalls {
    VgpuUseCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetEncoderCapacity;

    /**
     * How much of the encoder a virtual GPU may use, in percent.
     *
     * <p>C: {@code nvmlVgpuInstanceGetEncoderCapacity(nvmlVgpuInstance_t vgpuInstance, unsigned int *encoderCapacity)}
     */
    public final int nvmlVgpuInstanceGetEncoderCapacity(int vgpuInstance, long encoderCapacity) {
        Shapes.IP f = nvmlVgpuInstanceGetEncoderCapacity;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetEncoderCapacity");
            nvmlVgpuInstanceGetEncoderCapacity = f;
        }
        return f.call(vgpuInstance, encoderCapacity);
    }

    private volatile Shapes.@Nullable II nvmlVgpuInstanceSetEncoderCapacity;

    /**
     * Sets how much of the encoder a virtual GPU may use, in percent. Needs root.
     *
     * <p>C: {@code nvmlVgpuInstanceSetEncoderCapacity(nvmlVgpuInstance_t vgpuInstance, unsigned int encoderCapacity)}
     */
    public final int nvmlVgpuInstanceSetEncoderCapacity(int vgpuInstance, int encoderCapacity) {
        Shapes.II f = nvmlVgpuInstanceSetEncoderCapacity;
        if (f == null) {
            f = library.bind(Shapes.II_SHAPE, "nvmlVgpuInstanceSetEncoderCapacity");
            nvmlVgpuInstanceSetEncoderCapacity = f;
        }
        return f.call(vgpuInstance, encoderCapacity);
    }

    private volatile Shapes.@Nullable IPPP nvmlVgpuInstanceGetEncoderStats;

    /**
     * A virtual GPU's encoder sessions: their number, mean frames a second, and mean latency in µs.
     *
     * <p>C: {@code nvmlVgpuInstanceGetEncoderStats(nvmlVgpuInstance_t vgpuInstance, unsigned int *sessionCount,
     * unsigned int *averageFps, unsigned int *averageLatency)}
     */
    public final int nvmlVgpuInstanceGetEncoderStats(
            int vgpuInstance, long sessionCount, long averageFps, long averageLatency) {
        Shapes.IPPP f = nvmlVgpuInstanceGetEncoderStats;
        if (f == null) {
            f = library.bind(Shapes.IPPP_SHAPE, "nvmlVgpuInstanceGetEncoderStats");
            nvmlVgpuInstanceGetEncoderStats = f;
        }
        return f.call(vgpuInstance, sessionCount, averageFps, averageLatency);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuInstanceGetEncoderSessions;

    /**
     * Each of a virtual GPU's encoder sessions; {@code sessionCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlVgpuInstanceGetEncoderSessions(nvmlVgpuInstance_t vgpuInstance, unsigned int *sessionCount,
     * nvmlEncoderSessionInfo_t *sessionInfo)}
     */
    public final int nvmlVgpuInstanceGetEncoderSessions(int vgpuInstance, long sessionCount, long sessionInfo) {
        Shapes.IPP f = nvmlVgpuInstanceGetEncoderSessions;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuInstanceGetEncoderSessions");
            nvmlVgpuInstanceGetEncoderSessions = f;
        }
        return f.call(vgpuInstance, sessionCount, sessionInfo);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetFBCStats;

    /**
     * A virtual GPU's frame capture sessions: their number, mean frames a second, and mean latency in µs.
     *
     * <p>C: {@code nvmlVgpuInstanceGetFBCStats(nvmlVgpuInstance_t vgpuInstance, nvmlFBCStats_t *fbcStats)}
     */
    public final int nvmlVgpuInstanceGetFBCStats(int vgpuInstance, long fbcStats) {
        Shapes.IP f = nvmlVgpuInstanceGetFBCStats;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetFBCStats");
            nvmlVgpuInstanceGetFBCStats = f;
        }
        return f.call(vgpuInstance, fbcStats);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuInstanceGetFBCSessions;

    /**
     * Each of a virtual GPU's frame capture sessions; {@code sessionCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlVgpuInstanceGetFBCSessions(nvmlVgpuInstance_t vgpuInstance, unsigned int *sessionCount,
     * nvmlFBCSessionInfo_t *sessionInfo)}
     */
    public final int nvmlVgpuInstanceGetFBCSessions(int vgpuInstance, long sessionCount, long sessionInfo) {
        Shapes.IPP f = nvmlVgpuInstanceGetFBCSessions;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuInstanceGetFBCSessions");
            nvmlVgpuInstanceGetFBCSessions = f;
        }
        return f.call(vgpuInstance, sessionCount, sessionInfo);
    }

    private volatile Shapes.@Nullable PLPPP nvmlDeviceGetVgpuUtilization;

    /**
     * What each virtual GPU used since a time in µs; the counts are the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetVgpuUtilization(nvmlDevice_t device, unsigned long long lastSeenTimeStamp,
     * nvmlValueType_t *sampleValType, unsigned int *vgpuInstanceSamplesCount, nvmlVgpuInstanceUtilizationSample_t
     * *utilizationSamples)}
     */
    public final int nvmlDeviceGetVgpuUtilization(
            long device,
            long lastSeenTimeStamp,
            long sampleValType,
            long vgpuInstanceSamplesCount,
            long utilizationSamples) {
        Shapes.PLPPP f = nvmlDeviceGetVgpuUtilization;
        if (f == null) {
            f = library.bind(Shapes.PLPPP_SHAPE, "nvmlDeviceGetVgpuUtilization");
            nvmlDeviceGetVgpuUtilization = f;
        }
        return f.call(device, lastSeenTimeStamp, sampleValType, vgpuInstanceSamplesCount, utilizationSamples);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuInstancesUtilizationInfo;

    /**
     * What each virtual GPU used since a time in µs, with JPEG and optical flow; room is given in the struct.
     *
     * <p>C: {@code nvmlDeviceGetVgpuInstancesUtilizationInfo(nvmlDevice_t device, nvmlVgpuInstancesUtilizationInfo_t
     * *vgpuUtilInfo)}
     */
    public final int nvmlDeviceGetVgpuInstancesUtilizationInfo(long device, long vgpuUtilInfo) {
        Shapes.PP f = nvmlDeviceGetVgpuInstancesUtilizationInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuInstancesUtilizationInfo");
            nvmlDeviceGetVgpuInstancesUtilizationInfo = f;
        }
        return f.call(device, vgpuUtilInfo);
    }

    private volatile Shapes.@Nullable PLPP nvmlDeviceGetVgpuProcessUtilization;

    /**
     * What each process on virtual GPUs used since a time in µs; the count is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetVgpuProcessUtilization(nvmlDevice_t device, unsigned long long lastSeenTimeStamp,
     * unsigned int *vgpuProcessSamplesCount, nvmlVgpuProcessUtilizationSample_t *utilizationSamples)}
     */
    public final int nvmlDeviceGetVgpuProcessUtilization(
            long device, long lastSeenTimeStamp, long vgpuProcessSamplesCount, long utilizationSamples) {
        Shapes.PLPP f = nvmlDeviceGetVgpuProcessUtilization;
        if (f == null) {
            f = library.bind(Shapes.PLPP_SHAPE, "nvmlDeviceGetVgpuProcessUtilization");
            nvmlDeviceGetVgpuProcessUtilization = f;
        }
        return f.call(device, lastSeenTimeStamp, vgpuProcessSamplesCount, utilizationSamples);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetVgpuProcessesUtilizationInfo;

    /**
     * What each process on virtual GPUs used since a time in µs; room is given in the struct.
     *
     * <p>C: {@code nvmlDeviceGetVgpuProcessesUtilizationInfo(nvmlDevice_t device, nvmlVgpuProcessesUtilizationInfo_t
     * *vgpuProcUtilInfo)}
     */
    public final int nvmlDeviceGetVgpuProcessesUtilizationInfo(long device, long vgpuProcUtilInfo) {
        Shapes.PP f = nvmlDeviceGetVgpuProcessesUtilizationInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetVgpuProcessesUtilizationInfo");
            nvmlDeviceGetVgpuProcessesUtilizationInfo = f;
        }
        return f.call(device, vgpuProcUtilInfo);
    }

    private volatile Shapes.@Nullable IP nvmlVgpuInstanceGetAccountingMode;

    /**
     * Whether account is kept of processes on a virtual GPU.
     *
     * <p>C: {@code nvmlVgpuInstanceGetAccountingMode(nvmlVgpuInstance_t vgpuInstance, nvmlEnableState_t *mode)}
     */
    public final int nvmlVgpuInstanceGetAccountingMode(int vgpuInstance, long mode) {
        Shapes.IP f = nvmlVgpuInstanceGetAccountingMode;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlVgpuInstanceGetAccountingMode");
            nvmlVgpuInstanceGetAccountingMode = f;
        }
        return f.call(vgpuInstance, mode);
    }

    private volatile Shapes.@Nullable IPP nvmlVgpuInstanceGetAccountingPids;

    /**
     * Processes on a virtual GPU of which account was kept; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlVgpuInstanceGetAccountingPids(nvmlVgpuInstance_t vgpuInstance, unsigned int *count, unsigned int
     * *pids)}
     */
    public final int nvmlVgpuInstanceGetAccountingPids(int vgpuInstance, long count, long pids) {
        Shapes.IPP f = nvmlVgpuInstanceGetAccountingPids;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlVgpuInstanceGetAccountingPids");
            nvmlVgpuInstanceGetAccountingPids = f;
        }
        return f.call(vgpuInstance, count, pids);
    }

    private volatile Shapes.@Nullable IIP nvmlVgpuInstanceGetAccountingStats;

    /**
     * What a process on a virtual GPU used over its life.
     *
     * <p>C: {@code nvmlVgpuInstanceGetAccountingStats(nvmlVgpuInstance_t vgpuInstance, unsigned int pid,
     * nvmlAccountingStats_t *stats)}
     */
    public final int nvmlVgpuInstanceGetAccountingStats(int vgpuInstance, int pid, long stats) {
        Shapes.IIP f = nvmlVgpuInstanceGetAccountingStats;
        if (f == null) {
            f = library.bind(Shapes.IIP_SHAPE, "nvmlVgpuInstanceGetAccountingStats");
            nvmlVgpuInstanceGetAccountingStats = f;
        }
        return f.call(vgpuInstance, pid, stats);
    }

    private volatile Shapes.@Nullable I nvmlVgpuInstanceClearAccountingPids;

    /**
     * Forgets the accounts of processes on a virtual GPU that have ended. Needs root.
     *
     * <p>C: {@code nvmlVgpuInstanceClearAccountingPids(nvmlVgpuInstance_t vgpuInstance)}
     */
    public final int nvmlVgpuInstanceClearAccountingPids(int vgpuInstance) {
        Shapes.I f = nvmlVgpuInstanceClearAccountingPids;
        if (f == null) {
            f = library.bind(Shapes.I_SHAPE, "nvmlVgpuInstanceClearAccountingPids");
            nvmlVgpuInstanceClearAccountingPids = f;
        }
        return f.call(vgpuInstance);
    }
}
