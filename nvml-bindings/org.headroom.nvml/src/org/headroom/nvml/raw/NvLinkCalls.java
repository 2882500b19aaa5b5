package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** NVLink, chip-to-chip links and the fabric. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class NvLinkCalls extends EventCalls {
    NvLinkCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetC2cModeInfoV;

    /**
     * Whether the link between chips is on.
     *
     * <p>C: {@code nvmlDeviceGetC2cModeInfoV(nvmlDevice_t device, nvmlC2cModeInfo_v1_t *c2cModeInfo)}
     */
    public final int nvmlDeviceGetC2cModeInfoV(long device, long c2cModeInfo) {
        Shapes.PP f = nvmlDeviceGetC2cModeInfoV;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetC2cModeInfoV");
            nvmlDeviceGetC2cModeInfoV = f;
        }
        return f.call(device, c2cModeInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGpuFabricInfo;

    /**
     * The fabric that the GPU is part of: cluster, clique and state.
     *
     * <p>C: {@code nvmlDeviceGetGpuFabricInfo(nvmlDevice_t device, nvmlGpuFabricInfo_t *gpuFabricInfo)}
     */
    public final int nvmlDeviceGetGpuFabricInfo(long device, long gpuFabricInfo) {
        Shapes.PP f = nvmlDeviceGetGpuFabricInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGpuFabricInfo");
            nvmlDeviceGetGpuFabricInfo = f;
        }
        return f.call(device, gpuFabricInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGpuFabricInfoV;

    /**
     * The fabric that the GPU is part of, with its health; versioned.
     *
     * <p>C: {@code nvmlDeviceGetGpuFabricInfoV(nvmlDevice_t device, nvmlGpuFabricInfoV_t *gpuFabricInfo)}
     */
    public final int nvmlDeviceGetGpuFabricInfoV(long device, long gpuFabricInfo) {
        Shapes.PP f = nvmlDeviceGetGpuFabricInfoV;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGpuFabricInfoV");
            nvmlDeviceGetGpuFabricInfoV = f;
        }
        return f.call(device, gpuFabricInfo);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetNvLinkState;

    /**
     * Whether an NVLink is up.
     *
     * <p>C: {@code nvmlDeviceGetNvLinkState(nvmlDevice_t device, unsigned int link, nvmlEnableState_t *isActive)}
     */
    public final int nvmlDeviceGetNvLinkState(long device, int link, long isActive) {
        Shapes.PIP f = nvmlDeviceGetNvLinkState;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetNvLinkState");
            nvmlDeviceGetNvLinkState = f;
        }
        return f.call(device, link, isActive);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetNvLinkVersion;

    /**
     * The version of an NVLink (NVML_NVLINK_VERSION_…).
     *
     * <p>C: {@code nvmlDeviceGetNvLinkVersion(nvmlDevice_t device, unsigned int link, unsigned int *version)}
     */
    public final int nvmlDeviceGetNvLinkVersion(long device, int link, long version) {
        Shapes.PIP f = nvmlDeviceGetNvLinkVersion;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetNvLinkVersion");
            nvmlDeviceGetNvLinkVersion = f;
        }
        return f.call(device, link, version);
    }

    private volatile Shapes.@Nullable PIIP nvmlDeviceGetNvLinkCapability;

    /**
     * Whether an NVLink can do something (NVML_NVLINK_CAP_…).
     *
     * <p>C: {@code nvmlDeviceGetNvLinkCapability(nvmlDevice_t device, unsigned int link, nvmlNvLinkCapability_t
     * capability, unsigned int *capResult)}
     */
    public final int nvmlDeviceGetNvLinkCapability(long device, int link, int capability, long capResult) {
        Shapes.PIIP f = nvmlDeviceGetNvLinkCapability;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlDeviceGetNvLinkCapability");
            nvmlDeviceGetNvLinkCapability = f;
        }
        return f.call(device, link, capability, capResult);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetNvLinkRemotePciInfo_v2;

    /**
     * The PCI address of what an NVLink leads to.
     *
     * <p>C: {@code nvmlDeviceGetNvLinkRemotePciInfo_v2(nvmlDevice_t device, unsigned int link, nvmlPciInfo_t *pci)}
     */
    public final int nvmlDeviceGetNvLinkRemotePciInfo_v2(long device, int link, long pci) {
        Shapes.PIP f = nvmlDeviceGetNvLinkRemotePciInfo_v2;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetNvLinkRemotePciInfo_v2");
            nvmlDeviceGetNvLinkRemotePciInfo_v2 = f;
        }
        return f.call(device, link, pci);
    }

    private volatile Shapes.@Nullable PIIP nvmlDeviceGetNvLinkErrorCounter;

    /**
     * Errors of an NVLink of a kind (NVML_NVLINK_ERROR_…).
     *
     * <p>C: {@code nvmlDeviceGetNvLinkErrorCounter(nvmlDevice_t device, unsigned int link, nvmlNvLinkErrorCounter_t
     * counter, unsigned long long *counterValue)}
     */
    public final int nvmlDeviceGetNvLinkErrorCounter(long device, int link, int counter, long counterValue) {
        Shapes.PIIP f = nvmlDeviceGetNvLinkErrorCounter;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlDeviceGetNvLinkErrorCounter");
            nvmlDeviceGetNvLinkErrorCounter = f;
        }
        return f.call(device, link, counter, counterValue);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceResetNvLinkErrorCounters;

    /**
     * Sets an NVLink's error counters to 0. Needs root.
     *
     * <p>C: {@code nvmlDeviceResetNvLinkErrorCounters(nvmlDevice_t device, unsigned int link)}
     */
    public final int nvmlDeviceResetNvLinkErrorCounters(long device, int link) {
        Shapes.PI f = nvmlDeviceResetNvLinkErrorCounters;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceResetNvLinkErrorCounters");
            nvmlDeviceResetNvLinkErrorCounters = f;
        }
        return f.call(device, link);
    }

    private volatile Shapes.@Nullable PIIPI nvmlDeviceSetNvLinkUtilizationControl;

    /**
     * What one of an NVLink's two counters counts. Needs root. Before Ampere.
     *
     * <p>C: {@code nvmlDeviceSetNvLinkUtilizationControl(nvmlDevice_t device, unsigned int link, unsigned int counter,
     * nvmlNvLinkUtilizationControl_t *control, unsigned int reset)}
     */
    public final int nvmlDeviceSetNvLinkUtilizationControl(
            long device, int link, int counter, long control, int reset) {
        Shapes.PIIPI f = nvmlDeviceSetNvLinkUtilizationControl;
        if (f == null) {
            f = library.bind(Shapes.PIIPI_SHAPE, "nvmlDeviceSetNvLinkUtilizationControl");
            nvmlDeviceSetNvLinkUtilizationControl = f;
        }
        return f.call(device, link, counter, control, reset);
    }

    private volatile Shapes.@Nullable PIIP nvmlDeviceGetNvLinkUtilizationControl;

    /**
     * What one of an NVLink's two counters counts. Before Ampere.
     *
     * <p>C: {@code nvmlDeviceGetNvLinkUtilizationControl(nvmlDevice_t device, unsigned int link, unsigned int counter,
     * nvmlNvLinkUtilizationControl_t *control)}
     */
    public final int nvmlDeviceGetNvLinkUtilizationControl(long device, int link, int counter, long control) {
        Shapes.PIIP f = nvmlDeviceGetNvLinkUtilizationControl;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlDeviceGetNvLinkUtilizationControl");
            nvmlDeviceGetNvLinkUtilizationControl = f;
        }
        return f.call(device, link, counter, control);
    }

    private volatile Shapes.@Nullable PIIPP nvmlDeviceGetNvLinkUtilizationCounter;

    /**
     * What one of an NVLink's two counters counted, received and sent. Before Ampere.
     *
     * <p>C: {@code nvmlDeviceGetNvLinkUtilizationCounter(nvmlDevice_t device, unsigned int link, unsigned int counter,
     * unsigned long long *rxcounter, unsigned long long *txcounter)}
     */
    public final int nvmlDeviceGetNvLinkUtilizationCounter(
            long device, int link, int counter, long rxcounter, long txcounter) {
        Shapes.PIIPP f = nvmlDeviceGetNvLinkUtilizationCounter;
        if (f == null) {
            f = library.bind(Shapes.PIIPP_SHAPE, "nvmlDeviceGetNvLinkUtilizationCounter");
            nvmlDeviceGetNvLinkUtilizationCounter = f;
        }
        return f.call(device, link, counter, rxcounter, txcounter);
    }

    private volatile Shapes.@Nullable PIII nvmlDeviceFreezeNvLinkUtilizationCounter;

    /**
     * Stops or starts one of an NVLink's counters. Before Ampere.
     *
     * <p>C: {@code nvmlDeviceFreezeNvLinkUtilizationCounter(nvmlDevice_t device, unsigned int link, unsigned int
     * counter, nvmlEnableState_t freeze)}
     */
    public final int nvmlDeviceFreezeNvLinkUtilizationCounter(long device, int link, int counter, int freeze) {
        Shapes.PIII f = nvmlDeviceFreezeNvLinkUtilizationCounter;
        if (f == null) {
            f = library.bind(Shapes.PIII_SHAPE, "nvmlDeviceFreezeNvLinkUtilizationCounter");
            nvmlDeviceFreezeNvLinkUtilizationCounter = f;
        }
        return f.call(device, link, counter, freeze);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceResetNvLinkUtilizationCounter;

    /**
     * Sets one of an NVLink's counters to 0. Before Ampere.
     *
     * <p>C: {@code nvmlDeviceResetNvLinkUtilizationCounter(nvmlDevice_t device, unsigned int link, unsigned int
     * counter)}
     */
    public final int nvmlDeviceResetNvLinkUtilizationCounter(long device, int link, int counter) {
        Shapes.PII f = nvmlDeviceResetNvLinkUtilizationCounter;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceResetNvLinkUtilizationCounter");
            nvmlDeviceResetNvLinkUtilizationCounter = f;
        }
        return f.call(device, link, counter);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetNvLinkRemoteDeviceType;

    /**
     * What an NVLink leads to: a GPU, a CPU or a switch.
     *
     * <p>C: {@code nvmlDeviceGetNvLinkRemoteDeviceType(nvmlDevice_t device, unsigned int link,
     * nvmlIntNvLinkDeviceType_t *pNvLinkDeviceType)}
     */
    public final int nvmlDeviceGetNvLinkRemoteDeviceType(long device, int link, long pNvLinkDeviceType) {
        Shapes.PIP f = nvmlDeviceGetNvLinkRemoteDeviceType;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetNvLinkRemoteDeviceType");
            nvmlDeviceGetNvLinkRemoteDeviceType = f;
        }
        return f.call(device, link, pNvLinkDeviceType);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetNvLinkDeviceLowPowerThreshold;

    /**
     * How long the NVLinks wait before they save power. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetNvLinkDeviceLowPowerThreshold(nvmlDevice_t device, nvmlNvLinkPowerThres_t *info)}
     */
    public final int nvmlDeviceSetNvLinkDeviceLowPowerThreshold(long device, long info) {
        Shapes.PP f = nvmlDeviceSetNvLinkDeviceLowPowerThreshold;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetNvLinkDeviceLowPowerThreshold");
            nvmlDeviceSetNvLinkDeviceLowPowerThreshold = f;
        }
        return f.call(device, info);
    }

    private volatile Shapes.@Nullable I nvmlSystemSetNvlinkBwMode;

    /**
     * Sets how many NVLinks the machine's GPUs use. Needs root.
     *
     * <p>C: {@code nvmlSystemSetNvlinkBwMode(unsigned int nvlinkBwMode)}
     */
    public final int nvmlSystemSetNvlinkBwMode(int nvlinkBwMode) {
        Shapes.I f = nvmlSystemSetNvlinkBwMode;
        if (f == null) {
            f = library.bind(Shapes.I_SHAPE, "nvmlSystemSetNvlinkBwMode");
            nvmlSystemSetNvlinkBwMode = f;
        }
        return f.call(nvlinkBwMode);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetNvlinkBwMode;

    /**
     * How many NVLinks the machine's GPUs use.
     *
     * <p>C: {@code nvmlSystemGetNvlinkBwMode(unsigned int *nvlinkBwMode)}
     */
    public final int nvmlSystemGetNvlinkBwMode(long nvlinkBwMode) {
        Shapes.P f = nvmlSystemGetNvlinkBwMode;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetNvlinkBwMode");
            nvmlSystemGetNvlinkBwMode = f;
        }
        return f.call(nvlinkBwMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetNvlinkSupportedBwModes;

    /**
     * The bandwidth modes that a GPU's NVLinks have.
     *
     * <p>C: {@code nvmlDeviceGetNvlinkSupportedBwModes(nvmlDevice_t device, nvmlNvlinkSupportedBwModes_t
     * *supportedBwMode)}
     */
    public final int nvmlDeviceGetNvlinkSupportedBwModes(long device, long supportedBwMode) {
        Shapes.PP f = nvmlDeviceGetNvlinkSupportedBwModes;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetNvlinkSupportedBwModes");
            nvmlDeviceGetNvlinkSupportedBwModes = f;
        }
        return f.call(device, supportedBwMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetNvlinkBwMode;

    /**
     * The bandwidth mode of a GPU's NVLinks, and whether it is the best.
     *
     * <p>C: {@code nvmlDeviceGetNvlinkBwMode(nvmlDevice_t device, nvmlNvlinkGetBwMode_t *getBwMode)}
     */
    public final int nvmlDeviceGetNvlinkBwMode(long device, long getBwMode) {
        Shapes.PP f = nvmlDeviceGetNvlinkBwMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetNvlinkBwMode");
            nvmlDeviceGetNvlinkBwMode = f;
        }
        return f.call(device, getBwMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetNvlinkBwMode;

    /**
     * Sets the bandwidth mode of a GPU's NVLinks. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetNvlinkBwMode(nvmlDevice_t device, nvmlNvlinkSetBwMode_t *setBwMode)}
     */
    public final int nvmlDeviceSetNvlinkBwMode(long device, long setBwMode) {
        Shapes.PP f = nvmlDeviceSetNvlinkBwMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetNvlinkBwMode");
            nvmlDeviceSetNvlinkBwMode = f;
        }
        return f.call(device, setBwMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetNvLinkInfo;

    /**
     * Whether a GPU's NVLinks are encrypted, and with which firmware they run.
     *
     * <p>C: {@code nvmlDeviceGetNvLinkInfo(nvmlDevice_t device, nvmlNvLinkInfo_t *info)}
     */
    public final int nvmlDeviceGetNvLinkInfo(long device, long info) {
        Shapes.PP f = nvmlDeviceGetNvLinkInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetNvLinkInfo");
            nvmlDeviceGetNvLinkInfo = f;
        }
        return f.call(device, info);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetNvLinkRemotePciInfo;

    /**
     * The PCI address of what an NVLink leads to; the first version.
     *
     * <p>C: {@code nvmlDeviceGetNvLinkRemotePciInfo(nvmlDevice_t device, unsigned int link, nvmlPciInfo_t *pci)}
     */
    public final int nvmlDeviceGetNvLinkRemotePciInfo(long device, int link, long pci) {
        Shapes.PIP f = nvmlDeviceGetNvLinkRemotePciInfo;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetNvLinkRemotePciInfo");
            nvmlDeviceGetNvLinkRemotePciInfo = f;
        }
        return f.call(device, link, pci);
    }
}
