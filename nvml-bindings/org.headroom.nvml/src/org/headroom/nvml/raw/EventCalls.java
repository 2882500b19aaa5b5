package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * Events, accounting, field values, and taking GPUs out of service. Made by {@code generate.py}; part of {@link Nvml}.
 */
public abstract class EventCalls extends ProcessCalls {
    EventCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetAccountingMode;

    /**
     * Whether the driver keeps account of processes.
     *
     * <p>C: {@code nvmlDeviceGetAccountingMode(nvmlDevice_t device, nvmlEnableState_t *mode)}
     */
    public final int nvmlDeviceGetAccountingMode(long device, long mode) {
        Shapes.PP f = nvmlDeviceGetAccountingMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetAccountingMode");
            nvmlDeviceGetAccountingMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetAccountingStats;

    /**
     * What a process used over its life: percent, bytes, ms.
     *
     * <p>C: {@code nvmlDeviceGetAccountingStats(nvmlDevice_t device, unsigned int pid, nvmlAccountingStats_t *stats)}
     */
    public final int nvmlDeviceGetAccountingStats(long device, int pid, long stats) {
        Shapes.PIP f = nvmlDeviceGetAccountingStats;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetAccountingStats");
            nvmlDeviceGetAccountingStats = f;
        }
        return f.call(device, pid, stats);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetAccountingPids;

    /**
     * Processes of which account was kept; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetAccountingPids(nvmlDevice_t device, unsigned int *count, unsigned int *pids)}
     */
    public final int nvmlDeviceGetAccountingPids(long device, long count, long pids) {
        Shapes.PPP f = nvmlDeviceGetAccountingPids;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetAccountingPids");
            nvmlDeviceGetAccountingPids = f;
        }
        return f.call(device, count, pids);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetAccountingBufferSize;

    /**
     * How many processes account is kept of at most.
     *
     * <p>C: {@code nvmlDeviceGetAccountingBufferSize(nvmlDevice_t device, unsigned int *bufferSize)}
     */
    public final int nvmlDeviceGetAccountingBufferSize(long device, long bufferSize) {
        Shapes.PP f = nvmlDeviceGetAccountingBufferSize;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetAccountingBufferSize");
            nvmlDeviceGetAccountingBufferSize = f;
        }
        return f.call(device, bufferSize);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetAccountingStats_v2;

    /**
     * What a process used over its life, with sums of samples; the process is set in the struct.
     *
     * <p>C: {@code nvmlDeviceGetAccountingStats_v2(nvmlDevice_t device, nvmlAccountingStats_v2_t *stats)}
     */
    public final int nvmlDeviceGetAccountingStats_v2(long device, long stats) {
        Shapes.PP f = nvmlDeviceGetAccountingStats_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetAccountingStats_v2");
            nvmlDeviceGetAccountingStats_v2 = f;
        }
        return f.call(device, stats);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetAccountingMode;

    /**
     * Whether the driver is to keep account of processes. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetAccountingMode(nvmlDevice_t device, nvmlEnableState_t mode)}
     */
    public final int nvmlDeviceSetAccountingMode(long device, int mode) {
        Shapes.PI f = nvmlDeviceSetAccountingMode;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetAccountingMode");
            nvmlDeviceSetAccountingMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable P nvmlDeviceClearAccountingPids;

    /**
     * Forgets the accounts of processes that have ended. Needs root.
     *
     * <p>C: {@code nvmlDeviceClearAccountingPids(nvmlDevice_t device)}
     */
    public final int nvmlDeviceClearAccountingPids(long device) {
        Shapes.P f = nvmlDeviceClearAccountingPids;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceClearAccountingPids");
            nvmlDeviceClearAccountingPids = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable P nvmlEventSetCreate;

    /**
     * A new, empty set of events to wait for.
     *
     * <p>C: {@code nvmlEventSetCreate(nvmlEventSet_t *set)}
     */
    public final int nvmlEventSetCreate(long set) {
        Shapes.P f = nvmlEventSetCreate;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlEventSetCreate");
            nvmlEventSetCreate = f;
        }
        return f.call(set);
    }

    private volatile Shapes.@Nullable PLP nvmlDeviceRegisterEvents;

    /**
     * Adds events of a GPU to a set, by bits ({@code nvmlEventType…}).
     *
     * <p>C: {@code nvmlDeviceRegisterEvents(nvmlDevice_t device, unsigned long long eventTypes, nvmlEventSet_t set)}
     */
    public final int nvmlDeviceRegisterEvents(long device, long eventTypes, long set) {
        Shapes.PLP f = nvmlDeviceRegisterEvents;
        if (f == null) {
            f = library.bind(Shapes.PLP_SHAPE, "nvmlDeviceRegisterEvents");
            nvmlDeviceRegisterEvents = f;
        }
        return f.call(device, eventTypes, set);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetSupportedEventTypes;

    /**
     * Bits of the events that a GPU gives.
     *
     * <p>C: {@code nvmlDeviceGetSupportedEventTypes(nvmlDevice_t device, unsigned long long *eventTypes)}
     */
    public final int nvmlDeviceGetSupportedEventTypes(long device, long eventTypes) {
        Shapes.PP f = nvmlDeviceGetSupportedEventTypes;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetSupportedEventTypes");
            nvmlDeviceGetSupportedEventTypes = f;
        }
        return f.call(device, eventTypes);
    }

    private volatile Shapes.@Nullable PPI nvmlEventSetWait_v2;

    /**
     * Waits for the next event of a set, at most {@code timeoutms} ms; for an XID the data is its number.
     *
     * <p>C: {@code nvmlEventSetWait_v2(nvmlEventSet_t set, nvmlEventData_t *data, unsigned int timeoutms)}
     */
    public final int nvmlEventSetWait_v2(long set, long data, int timeoutms) {
        Shapes.PPI f = nvmlEventSetWait_v2;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlEventSetWait_v2");
            nvmlEventSetWait_v2 = f;
        }
        return f.call(set, data, timeoutms);
    }

    private volatile Shapes.@Nullable P nvmlEventSetFree;

    /**
     * Gives a set of events back.
     *
     * <p>C: {@code nvmlEventSetFree(nvmlEventSet_t set)}
     */
    public final int nvmlEventSetFree(long set) {
        Shapes.P f = nvmlEventSetFree;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlEventSetFree");
            nvmlEventSetFree = f;
        }
        return f.call(set);
    }

    private volatile Shapes.@Nullable P nvmlSystemEventSetCreate;

    /**
     * A new, empty set of events of the whole machine.
     *
     * <p>C: {@code nvmlSystemEventSetCreate(nvmlSystemEventSetCreateRequest_t *request)}
     */
    public final int nvmlSystemEventSetCreate(long request) {
        Shapes.P f = nvmlSystemEventSetCreate;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemEventSetCreate");
            nvmlSystemEventSetCreate = f;
        }
        return f.call(request);
    }

    private volatile Shapes.@Nullable P nvmlSystemEventSetFree;

    /**
     * Gives a set of the machine's events back.
     *
     * <p>C: {@code nvmlSystemEventSetFree(nvmlSystemEventSetFreeRequest_t *request)}
     */
    public final int nvmlSystemEventSetFree(long request) {
        Shapes.P f = nvmlSystemEventSetFree;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemEventSetFree");
            nvmlSystemEventSetFree = f;
        }
        return f.call(request);
    }

    private volatile Shapes.@Nullable P nvmlSystemRegisterEvents;

    /**
     * Adds events of the machine to a set: a GPU bound to the driver or taken from it.
     *
     * <p>C: {@code nvmlSystemRegisterEvents(nvmlSystemRegisterEventRequest_t *request)}
     */
    public final int nvmlSystemRegisterEvents(long request) {
        Shapes.P f = nvmlSystemRegisterEvents;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemRegisterEvents");
            nvmlSystemRegisterEvents = f;
        }
        return f.call(request);
    }

    private volatile Shapes.@Nullable P nvmlSystemEventSetWait;

    /**
     * Waits for the machine's events; room and time are given in the struct.
     *
     * <p>C: {@code nvmlSystemEventSetWait(nvmlSystemEventSetWaitRequest_t *request)}
     */
    public final int nvmlSystemEventSetWait(long request) {
        Shapes.P f = nvmlSystemEventSetWait;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemEventSetWait");
            nvmlSystemEventSetWait = f;
        }
        return f.call(request);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceModifyDrainState;

    /**
     * Keeps new clients off a GPU, by its PCI address, or lets them on again. Needs root.
     *
     * <p>C: {@code nvmlDeviceModifyDrainState(nvmlPciInfo_t *pciInfo, nvmlEnableState_t newState)}
     */
    public final int nvmlDeviceModifyDrainState(long pciInfo, int newState) {
        Shapes.PI f = nvmlDeviceModifyDrainState;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceModifyDrainState");
            nvmlDeviceModifyDrainState = f;
        }
        return f.call(pciInfo, newState);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceQueryDrainState;

    /**
     * Whether new clients are kept off a GPU.
     *
     * <p>C: {@code nvmlDeviceQueryDrainState(nvmlPciInfo_t *pciInfo, nvmlEnableState_t *currentState)}
     */
    public final int nvmlDeviceQueryDrainState(long pciInfo, long currentState) {
        Shapes.PP f = nvmlDeviceQueryDrainState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceQueryDrainState");
            nvmlDeviceQueryDrainState = f;
        }
        return f.call(pciInfo, currentState);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceRemoveGpu_v2;

    /**
     * Takes a GPU out of service, and its PCI link down if asked. Needs root.
     *
     * <p>C: {@code nvmlDeviceRemoveGpu_v2(nvmlPciInfo_t *pciInfo, nvmlDetachGpuState_t gpuState, nvmlPcieLinkState_t
     * linkState)}
     */
    public final int nvmlDeviceRemoveGpu_v2(long pciInfo, int gpuState, int linkState) {
        Shapes.PII f = nvmlDeviceRemoveGpu_v2;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceRemoveGpu_v2");
            nvmlDeviceRemoveGpu_v2 = f;
        }
        return f.call(pciInfo, gpuState, linkState);
    }

    private volatile Shapes.@Nullable P nvmlDeviceDiscoverGpus;

    /**
     * Looks for GPUs on a PCI bus that were added or removed. Needs root.
     *
     * <p>C: {@code nvmlDeviceDiscoverGpus(nvmlPciInfo_t *pciInfo)}
     */
    public final int nvmlDeviceDiscoverGpus(long pciInfo) {
        Shapes.P f = nvmlDeviceDiscoverGpus;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceDiscoverGpus");
            nvmlDeviceDiscoverGpus = f;
        }
        return f.call(pciInfo);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetFieldValues;

    /**
     * Many numbers at once by field id (NVML_FI_…); each has its own answer and type in its struct.
     *
     * <p>C: {@code nvmlDeviceGetFieldValues(nvmlDevice_t device, int valuesCount, nvmlFieldValue_t *values)}
     */
    public final int nvmlDeviceGetFieldValues(long device, int valuesCount, long values) {
        Shapes.PIP f = nvmlDeviceGetFieldValues;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetFieldValues");
            nvmlDeviceGetFieldValues = f;
        }
        return f.call(device, valuesCount, values);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceClearFieldValues;

    /**
     * Sets counters among the fields to 0. Needs root.
     *
     * <p>C: {@code nvmlDeviceClearFieldValues(nvmlDevice_t device, int valuesCount, nvmlFieldValue_t *values)}
     */
    public final int nvmlDeviceClearFieldValues(long device, int valuesCount, long values) {
        Shapes.PIP f = nvmlDeviceClearFieldValues;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceClearFieldValues");
            nvmlDeviceClearFieldValues = f;
        }
        return f.call(device, valuesCount, values);
    }

    private volatile Shapes.@Nullable P nvmlDeviceRemoveGpu;

    /**
     * Takes a GPU out of service; the first version. Needs root.
     *
     * <p>C: {@code nvmlDeviceRemoveGpu(nvmlPciInfo_t *pciInfo)}
     */
    public final int nvmlDeviceRemoveGpu(long pciInfo) {
        Shapes.P f = nvmlDeviceRemoveGpu;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceRemoveGpu");
            nvmlDeviceRemoveGpu = f;
        }
        return f.call(pciInfo);
    }

    private volatile Shapes.@Nullable PPI nvmlEventSetWait;

    /**
     * Waits for the next event of a set; the first version, without MIG instances.
     *
     * <p>C: {@code nvmlEventSetWait(nvmlEventSet_t set, nvmlEventData_t *data, unsigned int timeoutms)}
     */
    public final int nvmlEventSetWait(long set, long data, int timeoutms) {
        Shapes.PPI f = nvmlEventSetWait;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlEventSetWait");
            nvmlEventSetWait = f;
        }
        return f.call(set, data, timeoutms);
    }
}
