package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** PCI Express, topology, and which CPUs are near. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class PciCalls extends BoardCalls {
    PciCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetHandleByPciBusId_v2;

    /**
     * The handle of a GPU by its PCI address, such as {@code 00000000:01:00.0}.
     *
     * <p>C: {@code nvmlDeviceGetHandleByPciBusId_v2(const char *pciBusId, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetHandleByPciBusId_v2(long pciBusId, long device) {
        Shapes.PP f = nvmlDeviceGetHandleByPciBusId_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHandleByPciBusId_v2");
            nvmlDeviceGetHandleByPciBusId_v2 = f;
        }
        return f.call(pciBusId, device);
    }

    private volatile Shapes.@Nullable PIPI nvmlDeviceGetMemoryAffinity;

    /**
     * Bits of the memory nodes near the GPU; {@code nodeSetSize} is how many words of 64 bits there is room for.
     *
     * <p>C: {@code nvmlDeviceGetMemoryAffinity(nvmlDevice_t device, unsigned int nodeSetSize, unsigned long *nodeSet,
     * nvmlAffinityScope_t scope)}
     */
    public final int nvmlDeviceGetMemoryAffinity(long device, int nodeSetSize, long nodeSet, int scope) {
        Shapes.PIPI f = nvmlDeviceGetMemoryAffinity;
        if (f == null) {
            f = library.bind(Shapes.PIPI_SHAPE, "nvmlDeviceGetMemoryAffinity");
            nvmlDeviceGetMemoryAffinity = f;
        }
        return f.call(device, nodeSetSize, nodeSet, scope);
    }

    private volatile Shapes.@Nullable PIPI nvmlDeviceGetCpuAffinityWithinScope;

    /**
     * Bits of the CPU cores near the GPU, within its node or socket; {@code cpuSetSize} is in words of 64 bits.
     *
     * <p>C: {@code nvmlDeviceGetCpuAffinityWithinScope(nvmlDevice_t device, unsigned int cpuSetSize, unsigned long
     * *cpuSet, nvmlAffinityScope_t scope)}
     */
    public final int nvmlDeviceGetCpuAffinityWithinScope(long device, int cpuSetSize, long cpuSet, int scope) {
        Shapes.PIPI f = nvmlDeviceGetCpuAffinityWithinScope;
        if (f == null) {
            f = library.bind(Shapes.PIPI_SHAPE, "nvmlDeviceGetCpuAffinityWithinScope");
            nvmlDeviceGetCpuAffinityWithinScope = f;
        }
        return f.call(device, cpuSetSize, cpuSet, scope);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetCpuAffinity;

    /**
     * Bits of the CPU cores that suit the GPU best; {@code cpuSetSize} is in words of 64 bits.
     *
     * <p>C: {@code nvmlDeviceGetCpuAffinity(nvmlDevice_t device, unsigned int cpuSetSize, unsigned long *cpuSet)}
     */
    public final int nvmlDeviceGetCpuAffinity(long device, int cpuSetSize, long cpuSet) {
        Shapes.PIP f = nvmlDeviceGetCpuAffinity;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetCpuAffinity");
            nvmlDeviceGetCpuAffinity = f;
        }
        return f.call(device, cpuSetSize, cpuSet);
    }

    private volatile Shapes.@Nullable P nvmlDeviceSetCpuAffinity;

    /**
     * Binds the calling thread to the cores that suit the GPU best.
     *
     * <p>C: {@code nvmlDeviceSetCpuAffinity(nvmlDevice_t device)}
     */
    public final int nvmlDeviceSetCpuAffinity(long device) {
        Shapes.P f = nvmlDeviceSetCpuAffinity;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceSetCpuAffinity");
            nvmlDeviceSetCpuAffinity = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable P nvmlDeviceClearCpuAffinity;

    /**
     * Takes such a binding back.
     *
     * <p>C: {@code nvmlDeviceClearCpuAffinity(nvmlDevice_t device)}
     */
    public final int nvmlDeviceClearCpuAffinity(long device) {
        Shapes.P f = nvmlDeviceClearCpuAffinity;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceClearCpuAffinity");
            nvmlDeviceClearCpuAffinity = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetNumaNodeId;

    /**
     * The memory node that the GPU's own memory is.
     *
     * <p>C: {@code nvmlDeviceGetNumaNodeId(nvmlDevice_t device, unsigned int *node)}
     */
    public final int nvmlDeviceGetNumaNodeId(long device, long node) {
        Shapes.PP f = nvmlDeviceGetNumaNodeId;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetNumaNodeId");
            nvmlDeviceGetNumaNodeId = f;
        }
        return f.call(device, node);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetTopologyCommonAncestor;

    /**
     * How far apart two GPUs are in the tree of PCI bridges (NVML_TOPOLOGY_…).
     *
     * <p>C: {@code nvmlDeviceGetTopologyCommonAncestor(nvmlDevice_t device1, nvmlDevice_t device2,
     * nvmlGpuTopologyLevel_t *pathInfo)}
     */
    public final int nvmlDeviceGetTopologyCommonAncestor(long device1, long device2, long pathInfo) {
        Shapes.PPP f = nvmlDeviceGetTopologyCommonAncestor;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetTopologyCommonAncestor");
            nvmlDeviceGetTopologyCommonAncestor = f;
        }
        return f.call(device1, device2, pathInfo);
    }

    private volatile Shapes.@Nullable PIPP nvmlDeviceGetTopologyNearestGpus;

    /**
     * The GPUs at a distance from this one; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetTopologyNearestGpus(nvmlDevice_t device, nvmlGpuTopologyLevel_t level, unsigned int
     * *count, nvmlDevice_t *deviceArray)}
     */
    public final int nvmlDeviceGetTopologyNearestGpus(long device, int level, long count, long deviceArray) {
        Shapes.PIPP f = nvmlDeviceGetTopologyNearestGpus;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlDeviceGetTopologyNearestGpus");
            nvmlDeviceGetTopologyNearestGpus = f;
        }
        return f.call(device, level, count, deviceArray);
    }

    private volatile Shapes.@Nullable PPIP nvmlDeviceGetP2PStatus;

    /**
     * Whether two GPUs can reach each other's memory in a way (NVML_P2P_CAPS_INDEX_…).
     *
     * <p>C: {@code nvmlDeviceGetP2PStatus(nvmlDevice_t device1, nvmlDevice_t device2, nvmlGpuP2PCapsIndex_t p2pIndex,
     * nvmlGpuP2PStatus_t *p2pStatus)}
     */
    public final int nvmlDeviceGetP2PStatus(long device1, long device2, int p2pIndex, long p2pStatus) {
        Shapes.PPIP f = nvmlDeviceGetP2PStatus;
        if (f == null) {
            f = library.bind(Shapes.PPIP_SHAPE, "nvmlDeviceGetP2PStatus");
            nvmlDeviceGetP2PStatus = f;
        }
        return f.call(device1, device2, p2pIndex, p2pStatus);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPciInfoExt;

    /**
     * The PCI address and ids, with class and subclass.
     *
     * <p>C: {@code nvmlDeviceGetPciInfoExt(nvmlDevice_t device, nvmlPciInfoExt_t *pci)}
     */
    public final int nvmlDeviceGetPciInfoExt(long device, long pci) {
        Shapes.PP f = nvmlDeviceGetPciInfoExt;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPciInfoExt");
            nvmlDeviceGetPciInfoExt = f;
        }
        return f.call(device, pci);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPciInfo_v3;

    /**
     * The PCI address and ids.
     *
     * <p>C: {@code nvmlDeviceGetPciInfo_v3(nvmlDevice_t device, nvmlPciInfo_t *pci)}
     */
    public final int nvmlDeviceGetPciInfo_v3(long device, long pci) {
        Shapes.PP f = nvmlDeviceGetPciInfo_v3;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPciInfo_v3");
            nvmlDeviceGetPciInfo_v3 = f;
        }
        return f.call(device, pci);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMaxPcieLinkGeneration;

    /**
     * The highest PCI Express generation of GPU and slot together.
     *
     * <p>C: {@code nvmlDeviceGetMaxPcieLinkGeneration(nvmlDevice_t device, unsigned int *maxLinkGen)}
     */
    public final int nvmlDeviceGetMaxPcieLinkGeneration(long device, long maxLinkGen) {
        Shapes.PP f = nvmlDeviceGetMaxPcieLinkGeneration;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMaxPcieLinkGeneration");
            nvmlDeviceGetMaxPcieLinkGeneration = f;
        }
        return f.call(device, maxLinkGen);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGpuMaxPcieLinkGeneration;

    /**
     * The highest PCI Express generation of the GPU by itself.
     *
     * <p>C: {@code nvmlDeviceGetGpuMaxPcieLinkGeneration(nvmlDevice_t device, unsigned int *maxLinkGenDevice)}
     */
    public final int nvmlDeviceGetGpuMaxPcieLinkGeneration(long device, long maxLinkGenDevice) {
        Shapes.PP f = nvmlDeviceGetGpuMaxPcieLinkGeneration;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGpuMaxPcieLinkGeneration");
            nvmlDeviceGetGpuMaxPcieLinkGeneration = f;
        }
        return f.call(device, maxLinkGenDevice);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMaxPcieLinkWidth;

    /**
     * The most PCI Express lanes of GPU and slot together.
     *
     * <p>C: {@code nvmlDeviceGetMaxPcieLinkWidth(nvmlDevice_t device, unsigned int *maxLinkWidth)}
     */
    public final int nvmlDeviceGetMaxPcieLinkWidth(long device, long maxLinkWidth) {
        Shapes.PP f = nvmlDeviceGetMaxPcieLinkWidth;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMaxPcieLinkWidth");
            nvmlDeviceGetMaxPcieLinkWidth = f;
        }
        return f.call(device, maxLinkWidth);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetCurrPcieLinkGeneration;

    /**
     * The PCI Express generation now; lower while the GPU saves power.
     *
     * <p>C: {@code nvmlDeviceGetCurrPcieLinkGeneration(nvmlDevice_t device, unsigned int *currLinkGen)}
     */
    public final int nvmlDeviceGetCurrPcieLinkGeneration(long device, long currLinkGen) {
        Shapes.PP f = nvmlDeviceGetCurrPcieLinkGeneration;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrPcieLinkGeneration");
            nvmlDeviceGetCurrPcieLinkGeneration = f;
        }
        return f.call(device, currLinkGen);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetCurrPcieLinkWidth;

    /**
     * The PCI Express lanes in use now.
     *
     * <p>C: {@code nvmlDeviceGetCurrPcieLinkWidth(nvmlDevice_t device, unsigned int *currLinkWidth)}
     */
    public final int nvmlDeviceGetCurrPcieLinkWidth(long device, long currLinkWidth) {
        Shapes.PP f = nvmlDeviceGetCurrPcieLinkWidth;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrPcieLinkWidth");
            nvmlDeviceGetCurrPcieLinkWidth = f;
        }
        return f.call(device, currLinkWidth);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetPcieThroughput;

    /**
     * KB/s sent (0) or received (1) over PCI Express, measured over 20 ms, for which the call blocks.
     *
     * <p>C: {@code nvmlDeviceGetPcieThroughput(nvmlDevice_t device, nvmlPcieUtilCounter_t counter, unsigned int
     * *value)}
     */
    public final int nvmlDeviceGetPcieThroughput(long device, int counter, long value) {
        Shapes.PIP f = nvmlDeviceGetPcieThroughput;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetPcieThroughput");
            nvmlDeviceGetPcieThroughput = f;
        }
        return f.call(device, counter, value);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPcieReplayCounter;

    /**
     * PCI Express packets sent again since the driver was loaded.
     *
     * <p>C: {@code nvmlDeviceGetPcieReplayCounter(nvmlDevice_t device, unsigned int *value)}
     */
    public final int nvmlDeviceGetPcieReplayCounter(long device, long value) {
        Shapes.PP f = nvmlDeviceGetPcieReplayCounter;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPcieReplayCounter");
            nvmlDeviceGetPcieReplayCounter = f;
        }
        return f.call(device, value);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPcieLinkMaxSpeed;

    /**
     * The highest speed of the PCI Express link (NVML_PCIE_LINK_MAX_SPEED_…).
     *
     * <p>C: {@code nvmlDeviceGetPcieLinkMaxSpeed(nvmlDevice_t device, unsigned int *maxSpeed)}
     */
    public final int nvmlDeviceGetPcieLinkMaxSpeed(long device, long maxSpeed) {
        Shapes.PP f = nvmlDeviceGetPcieLinkMaxSpeed;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPcieLinkMaxSpeed");
            nvmlDeviceGetPcieLinkMaxSpeed = f;
        }
        return f.call(device, maxSpeed);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPcieSpeed;

    /**
     * The speed of the PCI Express link now, in Mbit/s.
     *
     * <p>C: {@code nvmlDeviceGetPcieSpeed(nvmlDevice_t device, unsigned int *pcieSpeed)}
     */
    public final int nvmlDeviceGetPcieSpeed(long device, long pcieSpeed) {
        Shapes.PP f = nvmlDeviceGetPcieSpeed;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPcieSpeed");
            nvmlDeviceGetPcieSpeed = f;
        }
        return f.call(device, pcieSpeed);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetBusType;

    /**
     * The kind of bus (NVML_BUS_TYPE_…).
     *
     * <p>C: {@code nvmlDeviceGetBusType(nvmlDevice_t device, nvmlBusType_t *type)}
     */
    public final int nvmlDeviceGetBusType(long device, long type) {
        Shapes.PP f = nvmlDeviceGetBusType;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetBusType");
            nvmlDeviceGetBusType = f;
        }
        return f.call(device, type);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetHandleByPciBusId;

    /**
     * The handle of a GPU by its PCI address; the first version.
     *
     * <p>C: {@code nvmlDeviceGetHandleByPciBusId(const char *pciBusId, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetHandleByPciBusId(long pciBusId, long device) {
        Shapes.PP f = nvmlDeviceGetHandleByPciBusId;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHandleByPciBusId");
            nvmlDeviceGetHandleByPciBusId = f;
        }
        return f.call(pciBusId, device);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPciInfo;

    /**
     * The PCI address and ids; the first version, without the long form of the address.
     *
     * <p>C: {@code nvmlDeviceGetPciInfo(nvmlDevice_t device, nvmlPciInfo_t *pci)}
     */
    public final int nvmlDeviceGetPciInfo(long device, long pci) {
        Shapes.PP f = nvmlDeviceGetPciInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPciInfo");
            nvmlDeviceGetPciInfo = f;
        }
        return f.call(device, pci);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPciInfo_v2;

    /**
     * The PCI address and ids, without the long form of the address.
     *
     * <p>C: {@code nvmlDeviceGetPciInfo_v2(nvmlDevice_t device, nvmlPciInfo_t *pci)}
     */
    public final int nvmlDeviceGetPciInfo_v2(long device, long pci) {
        Shapes.PP f = nvmlDeviceGetPciInfo_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPciInfo_v2");
            nvmlDeviceGetPciInfo_v2 = f;
        }
        return f.call(device, pci);
    }
}
