package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Confidential computing and encrypted memory. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class ConfidentialCalls extends NvLinkCalls {
    ConfidentialCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetDramEncryptionMode;

    /**
     * Whether memory is encrypted, now and after the next restart.
     *
     * <p>C: {@code nvmlDeviceGetDramEncryptionMode(nvmlDevice_t device, nvmlDramEncryptionInfo_t *current,
     * nvmlDramEncryptionInfo_t *pending)}
     */
    public final int nvmlDeviceGetDramEncryptionMode(long device, long current, long pending) {
        Shapes.PPP f = nvmlDeviceGetDramEncryptionMode;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetDramEncryptionMode");
            nvmlDeviceGetDramEncryptionMode = f;
        }
        return f.call(device, current, pending);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetDramEncryptionMode;

    /**
     * Whether memory is to be encrypted after the next restart. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetDramEncryptionMode(nvmlDevice_t device, const nvmlDramEncryptionInfo_t
     * *dramEncryption)}
     */
    public final int nvmlDeviceSetDramEncryptionMode(long device, long dramEncryption) {
        Shapes.PP f = nvmlDeviceSetDramEncryptionMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetDramEncryptionMode");
            nvmlDeviceSetDramEncryptionMode = f;
        }
        return f.call(device, dramEncryption);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetConfComputeCapabilities;

    /**
     * What CPU and GPUs can do for confidential computing.
     *
     * <p>C: {@code nvmlSystemGetConfComputeCapabilities(nvmlConfComputeSystemCaps_t *capabilities)}
     */
    public final int nvmlSystemGetConfComputeCapabilities(long capabilities) {
        Shapes.P f = nvmlSystemGetConfComputeCapabilities;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetConfComputeCapabilities");
            nvmlSystemGetConfComputeCapabilities = f;
        }
        return f.call(capabilities);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetConfComputeState;

    /**
     * Whether confidential computing is on, and in which environment.
     *
     * <p>C: {@code nvmlSystemGetConfComputeState(nvmlConfComputeSystemState_t *state)}
     */
    public final int nvmlSystemGetConfComputeState(long state) {
        Shapes.P f = nvmlSystemGetConfComputeState;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetConfComputeState");
            nvmlSystemGetConfComputeState = f;
        }
        return f.call(state);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetConfComputeMemSizeInfo;

    /**
     * Protected and open memory in KiB.
     *
     * <p>C: {@code nvmlDeviceGetConfComputeMemSizeInfo(nvmlDevice_t device, nvmlConfComputeMemSizeInfo_t *memInfo)}
     */
    public final int nvmlDeviceGetConfComputeMemSizeInfo(long device, long memInfo) {
        Shapes.PP f = nvmlDeviceGetConfComputeMemSizeInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetConfComputeMemSizeInfo");
            nvmlDeviceGetConfComputeMemSizeInfo = f;
        }
        return f.call(device, memInfo);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetConfComputeGpusReadyState;

    /**
     * Whether the GPUs take work in confidential mode.
     *
     * <p>C: {@code nvmlSystemGetConfComputeGpusReadyState(unsigned int *isAcceptingWork)}
     */
    public final int nvmlSystemGetConfComputeGpusReadyState(long isAcceptingWork) {
        Shapes.P f = nvmlSystemGetConfComputeGpusReadyState;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetConfComputeGpusReadyState");
            nvmlSystemGetConfComputeGpusReadyState = f;
        }
        return f.call(isAcceptingWork);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetConfComputeProtectedMemoryUsage;

    /**
     * Protected memory in bytes: in all, free, used.
     *
     * <p>C: {@code nvmlDeviceGetConfComputeProtectedMemoryUsage(nvmlDevice_t device, nvmlMemory_t *memory)}
     */
    public final int nvmlDeviceGetConfComputeProtectedMemoryUsage(long device, long memory) {
        Shapes.PP f = nvmlDeviceGetConfComputeProtectedMemoryUsage;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetConfComputeProtectedMemoryUsage");
            nvmlDeviceGetConfComputeProtectedMemoryUsage = f;
        }
        return f.call(device, memory);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetConfComputeGpuCertificate;

    /**
     * The certificates by which the GPU proves who it is.
     *
     * <p>C: {@code nvmlDeviceGetConfComputeGpuCertificate(nvmlDevice_t device, nvmlConfComputeGpuCertificate_t
     * *gpuCert)}
     */
    public final int nvmlDeviceGetConfComputeGpuCertificate(long device, long gpuCert) {
        Shapes.PP f = nvmlDeviceGetConfComputeGpuCertificate;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetConfComputeGpuCertificate");
            nvmlDeviceGetConfComputeGpuCertificate = f;
        }
        return f.call(device, gpuCert);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetConfComputeGpuAttestationReport;

    /**
     * A signed report of the GPU's state for the nonce in the struct.
     *
     * <p>C: {@code nvmlDeviceGetConfComputeGpuAttestationReport(nvmlDevice_t device,
     * nvmlConfComputeGpuAttestationReport_t *gpuAtstReport)}
     */
    public final int nvmlDeviceGetConfComputeGpuAttestationReport(long device, long gpuAtstReport) {
        Shapes.PP f = nvmlDeviceGetConfComputeGpuAttestationReport;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetConfComputeGpuAttestationReport");
            nvmlDeviceGetConfComputeGpuAttestationReport = f;
        }
        return f.call(device, gpuAtstReport);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetConfComputeKeyRotationThresholdInfo;

    /**
     * After how much encrypted traffic keys are changed.
     *
     * <p>C: {@code nvmlSystemGetConfComputeKeyRotationThresholdInfo(nvmlConfComputeGetKeyRotationThresholdInfo_t
     * *pKeyRotationThrInfo)}
     */
    public final int nvmlSystemGetConfComputeKeyRotationThresholdInfo(long pKeyRotationThrInfo) {
        Shapes.P f = nvmlSystemGetConfComputeKeyRotationThresholdInfo;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetConfComputeKeyRotationThresholdInfo");
            nvmlSystemGetConfComputeKeyRotationThresholdInfo = f;
        }
        return f.call(pKeyRotationThrInfo);
    }

    private volatile Shapes.@Nullable PL nvmlDeviceSetConfComputeUnprotectedMemSize;

    /**
     * Sets the size of open memory in KiB. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetConfComputeUnprotectedMemSize(nvmlDevice_t device, unsigned long long sizeKiB)}
     */
    public final int nvmlDeviceSetConfComputeUnprotectedMemSize(long device, long sizeKiB) {
        Shapes.PL f = nvmlDeviceSetConfComputeUnprotectedMemSize;
        if (f == null) {
            f = library.bind(Shapes.PL_SHAPE, "nvmlDeviceSetConfComputeUnprotectedMemSize");
            nvmlDeviceSetConfComputeUnprotectedMemSize = f;
        }
        return f.call(device, sizeKiB);
    }

    private volatile Shapes.@Nullable I nvmlSystemSetConfComputeGpusReadyState;

    /**
     * Whether the GPUs are to take work in confidential mode. Needs root.
     *
     * <p>C: {@code nvmlSystemSetConfComputeGpusReadyState(unsigned int isAcceptingWork)}
     */
    public final int nvmlSystemSetConfComputeGpusReadyState(int isAcceptingWork) {
        Shapes.I f = nvmlSystemSetConfComputeGpusReadyState;
        if (f == null) {
            f = library.bind(Shapes.I_SHAPE, "nvmlSystemSetConfComputeGpusReadyState");
            nvmlSystemSetConfComputeGpusReadyState = f;
        }
        return f.call(isAcceptingWork);
    }

    private volatile Shapes.@Nullable P nvmlSystemSetConfComputeKeyRotationThresholdInfo;

    /**
     * Sets after how much encrypted traffic keys are changed. Needs root.
     *
     * <p>C: {@code nvmlSystemSetConfComputeKeyRotationThresholdInfo(nvmlConfComputeSetKeyRotationThresholdInfo_t
     * *pKeyRotationThrInfo)}
     */
    public final int nvmlSystemSetConfComputeKeyRotationThresholdInfo(long pKeyRotationThrInfo) {
        Shapes.P f = nvmlSystemSetConfComputeKeyRotationThresholdInfo;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemSetConfComputeKeyRotationThresholdInfo");
            nvmlSystemSetConfComputeKeyRotationThresholdInfo = f;
        }
        return f.call(pKeyRotationThrInfo);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetConfComputeSettings;

    /**
     * Whether confidential computing is on, and how several GPUs take part; versioned.
     *
     * <p>C: {@code nvmlSystemGetConfComputeSettings(nvmlSystemConfComputeSettings_t *settings)}
     */
    public final int nvmlSystemGetConfComputeSettings(long settings) {
        Shapes.P f = nvmlSystemGetConfComputeSettings;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetConfComputeSettings");
            nvmlSystemGetConfComputeSettings = f;
        }
        return f.call(settings);
    }
}
