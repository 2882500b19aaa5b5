package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * Memory errors and repairs, the infoROM, and time lost to limits. Made by {@code generate.py}; part of {@link Nvml}.
 */
public abstract class ReliabilityCalls extends PowerCalls {
    ReliabilityCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetRepairStatus;

    /**
     * Whether a memory channel or a TPC waits to be repaired.
     *
     * <p>C: {@code nvmlDeviceGetRepairStatus(nvmlDevice_t device, nvmlRepairStatus_t *repairStatus)}
     */
    public final int nvmlDeviceGetRepairStatus(long device, long repairStatus) {
        Shapes.PP f = nvmlDeviceGetRepairStatus;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetRepairStatus");
            nvmlDeviceGetRepairStatus = f;
        }
        return f.call(device, repairStatus);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetUnrepairableMemoryFlag_v1;

    /**
     * Whether memory is broken beyond repair.
     *
     * <p>C: {@code nvmlDeviceGetUnrepairableMemoryFlag_v1(nvmlDevice_t device, nvmlUnrepairableMemoryStatus_v1_t
     * *unrepairableMemoryStatus)}
     */
    public final int nvmlDeviceGetUnrepairableMemoryFlag_v1(long device, long unrepairableMemoryStatus) {
        Shapes.PP f = nvmlDeviceGetUnrepairableMemoryFlag_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetUnrepairableMemoryFlag_v1");
            nvmlDeviceGetUnrepairableMemoryFlag_v1 = f;
        }
        return f.call(device, unrepairableMemoryStatus);
    }

    private volatile Shapes.@Nullable PIPI nvmlDeviceGetInforomVersion;

    /**
     * The version of a part of the infoROM (NVML_INFOROM_…), as text; 16 bytes do.
     *
     * <p>C: {@code nvmlDeviceGetInforomVersion(nvmlDevice_t device, nvmlInforomObject_t object, char *version, unsigned
     * int length)}
     */
    public final int nvmlDeviceGetInforomVersion(long device, int object, long version, int length) {
        Shapes.PIPI f = nvmlDeviceGetInforomVersion;
        if (f == null) {
            f = library.bind(Shapes.PIPI_SHAPE, "nvmlDeviceGetInforomVersion");
            nvmlDeviceGetInforomVersion = f;
        }
        return f.call(device, object, version, length);
    }

    private volatile Shapes.@Nullable PPI nvmlDeviceGetInforomImageVersion;

    /**
     * The version of the whole infoROM, as text; 16 bytes do.
     *
     * <p>C: {@code nvmlDeviceGetInforomImageVersion(nvmlDevice_t device, char *version, unsigned int length)}
     */
    public final int nvmlDeviceGetInforomImageVersion(long device, long version, int length) {
        Shapes.PPI f = nvmlDeviceGetInforomImageVersion;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetInforomImageVersion");
            nvmlDeviceGetInforomImageVersion = f;
        }
        return f.call(device, version, length);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetInforomConfigurationChecksum;

    /**
     * A checksum of the settings in the infoROM.
     *
     * <p>C: {@code nvmlDeviceGetInforomConfigurationChecksum(nvmlDevice_t device, unsigned int *checksum)}
     */
    public final int nvmlDeviceGetInforomConfigurationChecksum(long device, long checksum) {
        Shapes.PP f = nvmlDeviceGetInforomConfigurationChecksum;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetInforomConfigurationChecksum");
            nvmlDeviceGetInforomConfigurationChecksum = f;
        }
        return f.call(device, checksum);
    }

    private volatile Shapes.@Nullable P nvmlDeviceValidateInforom;

    /**
     * Checks the infoROM; answers NVML_ERROR_CORRUPTED_INFOROM where it is damaged.
     *
     * <p>C: {@code nvmlDeviceValidateInforom(nvmlDevice_t device)}
     */
    public final int nvmlDeviceValidateInforom(long device) {
        Shapes.P f = nvmlDeviceValidateInforom;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceValidateInforom");
            nvmlDeviceValidateInforom = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetLastBBXFlushTime;

    /**
     * When the black box was last written, and how many µs that took.
     *
     * <p>C: {@code nvmlDeviceGetLastBBXFlushTime(nvmlDevice_t device, unsigned long long *timestamp, unsigned long
     * *durationUs)}
     */
    public final int nvmlDeviceGetLastBBXFlushTime(long device, long timestamp, long durationUs) {
        Shapes.PPP f = nvmlDeviceGetLastBBXFlushTime;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetLastBBXFlushTime");
            nvmlDeviceGetLastBBXFlushTime = f;
        }
        return f.call(device, timestamp, durationUs);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetBBXTimeData_v1;

    /**
     * How long the GPU has run in its life, in seconds, by the black box.
     *
     * <p>C: {@code nvmlDeviceGetBBXTimeData_v1(nvmlDevice_t device, nvmlBBXTimeData_v1_t *timeData)}
     */
    public final int nvmlDeviceGetBBXTimeData_v1(long device, long timeData) {
        Shapes.PP f = nvmlDeviceGetBBXTimeData_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetBBXTimeData_v1");
            nvmlDeviceGetBBXTimeData_v1 = f;
        }
        return f.call(device, timeData);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetEccMode;

    /**
     * Whether memory errors are corrected, now and after the next restart.
     *
     * <p>C: {@code nvmlDeviceGetEccMode(nvmlDevice_t device, nvmlEnableState_t *current, nvmlEnableState_t *pending)}
     */
    public final int nvmlDeviceGetEccMode(long device, long current, long pending) {
        Shapes.PPP f = nvmlDeviceGetEccMode;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetEccMode");
            nvmlDeviceGetEccMode = f;
        }
        return f.call(device, current, pending);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetDefaultEccMode;

    /**
     * Whether memory errors are corrected without anybody's setting.
     *
     * <p>C: {@code nvmlDeviceGetDefaultEccMode(nvmlDevice_t device, nvmlEnableState_t *defaultMode)}
     */
    public final int nvmlDeviceGetDefaultEccMode(long device, long defaultMode) {
        Shapes.PP f = nvmlDeviceGetDefaultEccMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetDefaultEccMode");
            nvmlDeviceGetDefaultEccMode = f;
        }
        return f.call(device, defaultMode);
    }

    private volatile Shapes.@Nullable PIIP nvmlDeviceGetTotalEccErrors;

    /**
     * Memory errors in all: corrected or not, since the driver was loaded or over the card's life.
     *
     * <p>C: {@code nvmlDeviceGetTotalEccErrors(nvmlDevice_t device, nvmlMemoryErrorType_t errorType,
     * nvmlEccCounterType_t counterType, unsigned long long *eccCounts)}
     */
    public final int nvmlDeviceGetTotalEccErrors(long device, int errorType, int counterType, long eccCounts) {
        Shapes.PIIP f = nvmlDeviceGetTotalEccErrors;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlDeviceGetTotalEccErrors");
            nvmlDeviceGetTotalEccErrors = f;
        }
        return f.call(device, errorType, counterType, eccCounts);
    }

    private volatile Shapes.@Nullable PIIP nvmlDeviceGetDetailedEccErrors;

    /**
     * Memory errors by cache, memory and registers; for old cards.
     *
     * <p>C: {@code nvmlDeviceGetDetailedEccErrors(nvmlDevice_t device, nvmlMemoryErrorType_t errorType,
     * nvmlEccCounterType_t counterType, nvmlEccErrorCounts_t *eccCounts)}
     */
    public final int nvmlDeviceGetDetailedEccErrors(long device, int errorType, int counterType, long eccCounts) {
        Shapes.PIIP f = nvmlDeviceGetDetailedEccErrors;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlDeviceGetDetailedEccErrors");
            nvmlDeviceGetDetailedEccErrors = f;
        }
        return f.call(device, errorType, counterType, eccCounts);
    }

    private volatile Shapes.@Nullable PIIIP nvmlDeviceGetMemoryErrorCounter;

    /**
     * Memory errors in one place (NVML_MEMORY_LOCATION_…).
     *
     * <p>C: {@code nvmlDeviceGetMemoryErrorCounter(nvmlDevice_t device, nvmlMemoryErrorType_t errorType,
     * nvmlEccCounterType_t counterType, nvmlMemoryLocation_t locationType, unsigned long long *count)}
     */
    public final int nvmlDeviceGetMemoryErrorCounter(
            long device, int errorType, int counterType, int locationType, long count) {
        Shapes.PIIIP f = nvmlDeviceGetMemoryErrorCounter;
        if (f == null) {
            f = library.bind(Shapes.PIIIP_SHAPE, "nvmlDeviceGetMemoryErrorCounter");
            nvmlDeviceGetMemoryErrorCounter = f;
        }
        return f.call(device, errorType, counterType, locationType, count);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetViolationStatus;

    /**
     * How long a limit held the GPU back, in ns, and up to when, in µs (NVML_PERF_POLICY_…).
     *
     * <p>C: {@code nvmlDeviceGetViolationStatus(nvmlDevice_t device, nvmlPerfPolicyType_t perfPolicyType,
     * nvmlViolationTime_t *violTime)}
     */
    public final int nvmlDeviceGetViolationStatus(long device, int perfPolicyType, long violTime) {
        Shapes.PIP f = nvmlDeviceGetViolationStatus;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetViolationStatus");
            nvmlDeviceGetViolationStatus = f;
        }
        return f.call(device, perfPolicyType, violTime);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetSramEccErrorStatus;

    /**
     * Errors of the on-chip memory, since the driver was loaded and for life, and whether there were too many.
     *
     * <p>C: {@code nvmlDeviceGetSramEccErrorStatus(nvmlDevice_t device, nvmlEccSramErrorStatus_t *status)}
     */
    public final int nvmlDeviceGetSramEccErrorStatus(long device, long status) {
        Shapes.PP f = nvmlDeviceGetSramEccErrorStatus;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetSramEccErrorStatus");
            nvmlDeviceGetSramEccErrorStatus = f;
        }
        return f.call(device, status);
    }

    private volatile Shapes.@Nullable PIPP nvmlDeviceGetRetiredPages;

    /**
     * Addresses of memory pages out of use, by cause; {@code pageCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetRetiredPages(nvmlDevice_t device, nvmlPageRetirementCause_t cause, unsigned int
     * *pageCount, unsigned long long *addresses)}
     */
    public final int nvmlDeviceGetRetiredPages(long device, int cause, long pageCount, long addresses) {
        Shapes.PIPP f = nvmlDeviceGetRetiredPages;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlDeviceGetRetiredPages");
            nvmlDeviceGetRetiredPages = f;
        }
        return f.call(device, cause, pageCount, addresses);
    }

    private volatile Shapes.@Nullable PIPPP nvmlDeviceGetRetiredPages_v2;

    /**
     * Addresses of memory pages out of use, with the time of each in seconds since 1970.
     *
     * <p>C: {@code nvmlDeviceGetRetiredPages_v2(nvmlDevice_t device, nvmlPageRetirementCause_t cause, unsigned int
     * *pageCount, unsigned long long *addresses, unsigned long long *timestamps)}
     */
    public final int nvmlDeviceGetRetiredPages_v2(
            long device, int cause, long pageCount, long addresses, long timestamps) {
        Shapes.PIPPP f = nvmlDeviceGetRetiredPages_v2;
        if (f == null) {
            f = library.bind(Shapes.PIPPP_SHAPE, "nvmlDeviceGetRetiredPages_v2");
            nvmlDeviceGetRetiredPages_v2 = f;
        }
        return f.call(device, cause, pageCount, addresses, timestamps);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetRetiredPagesPendingStatus;

    /**
     * Whether a page waits for a restart to go out of use.
     *
     * <p>C: {@code nvmlDeviceGetRetiredPagesPendingStatus(nvmlDevice_t device, nvmlEnableState_t *isPending)}
     */
    public final int nvmlDeviceGetRetiredPagesPendingStatus(long device, long isPending) {
        Shapes.PP f = nvmlDeviceGetRetiredPagesPendingStatus;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetRetiredPagesPendingStatus");
            nvmlDeviceGetRetiredPagesPendingStatus = f;
        }
        return f.call(device, isPending);
    }

    private volatile Shapes.@Nullable PPPPP nvmlDeviceGetRemappedRows;

    /**
     * Rows of memory replaced after corrected and uncorrected errors, whether one waits, and whether one could not be.
     *
     * <p>C: {@code nvmlDeviceGetRemappedRows(nvmlDevice_t device, unsigned int *corrRows, unsigned int *uncRows,
     * unsigned int *isPending, unsigned int *failureOccurred)}
     */
    public final int nvmlDeviceGetRemappedRows(
            long device, long corrRows, long uncRows, long isPending, long failureOccurred) {
        Shapes.PPPPP f = nvmlDeviceGetRemappedRows;
        if (f == null) {
            f = library.bind(Shapes.PPPPP_SHAPE, "nvmlDeviceGetRemappedRows");
            nvmlDeviceGetRemappedRows = f;
        }
        return f.call(device, corrRows, uncRows, isPending, failureOccurred);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetRowRemapperHistogram;

    /**
     * How many memory banks have how many spare rows left.
     *
     * <p>C: {@code nvmlDeviceGetRowRemapperHistogram(nvmlDevice_t device, nvmlRowRemapperHistogramValues_t *values)}
     */
    public final int nvmlDeviceGetRowRemapperHistogram(long device, long values) {
        Shapes.PP f = nvmlDeviceGetRowRemapperHistogram;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetRowRemapperHistogram");
            nvmlDeviceGetRowRemapperHistogram = f;
        }
        return f.call(device, values);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetEccMode;

    /**
     * Whether memory errors are to be corrected after the next restart. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetEccMode(nvmlDevice_t device, nvmlEnableState_t ecc)}
     */
    public final int nvmlDeviceSetEccMode(long device, int ecc) {
        Shapes.PI f = nvmlDeviceSetEccMode;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetEccMode");
            nvmlDeviceSetEccMode = f;
        }
        return f.call(device, ecc);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceClearEccErrorCounts;

    /**
     * Sets the error counters to 0, those since loading or those for life. Needs root.
     *
     * <p>C: {@code nvmlDeviceClearEccErrorCounts(nvmlDevice_t device, nvmlEccCounterType_t counterType)}
     */
    public final int nvmlDeviceClearEccErrorCounts(long device, int counterType) {
        Shapes.PI f = nvmlDeviceClearEccErrorCounts;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceClearEccErrorCounts");
            nvmlDeviceClearEccErrorCounts = f;
        }
        return f.call(device, counterType);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts;

    /**
     * Where on-chip memory had uncorrected errors, and how often; room for entries is given in the struct.
     *
     * <p>C: {@code nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts(nvmlDevice_t device,
     * nvmlEccSramUniqueUncorrectedErrorCounts_t *errorCounts)}
     */
    public final int nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts(long device, long errorCounts) {
        Shapes.PP f = nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts");
            nvmlDeviceGetSramUniqueUncorrectedEccErrorCounts = f;
        }
        return f.call(device, errorCounts);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetRemappedRows_v2;

    /**
     * Rows of memory replaced, in use and not yet, whether one waits, and whether one could not be.
     *
     * <p>C: {@code nvmlDeviceGetRemappedRows_v2(nvmlDevice_t device, nvmlRemappedRowsInfo_v2_t *info)}
     */
    public final int nvmlDeviceGetRemappedRows_v2(long device, long info) {
        Shapes.PP f = nvmlDeviceGetRemappedRows_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetRemappedRows_v2");
            nvmlDeviceGetRemappedRows_v2 = f;
        }
        return f.call(device, info);
    }
}
