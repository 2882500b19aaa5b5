package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * The board that a GPU sits on, its memory, firmware and place in the machine. Made by {@code generate.py}; part of
 * {@link Nvml}.
 */
public abstract class BoardCalls extends IdentityCalls {
    BoardCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetModuleId;

    /**
     * Which of its baseboard's modules the GPU is.
     *
     * <p>C: {@code nvmlDeviceGetModuleId(nvmlDevice_t device, unsigned int *moduleId)}
     */
    public final int nvmlDeviceGetModuleId(long device, long moduleId) {
        Shapes.PP f = nvmlDeviceGetModuleId;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetModuleId");
            nvmlDeviceGetModuleId = f;
        }
        return f.call(device, moduleId);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetAddressingMode;

    /**
     * How the GPU sees the machine's memory (NVML_DEVICE_ADDRESSING_MODE_…).
     *
     * <p>C: {@code nvmlDeviceGetAddressingMode(nvmlDevice_t device, nvmlDeviceAddressingMode_t *mode)}
     */
    public final int nvmlDeviceGetAddressingMode(long device, long mode) {
        Shapes.PP f = nvmlDeviceGetAddressingMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetAddressingMode");
            nvmlDeviceGetAddressingMode = f;
        }
        return f.call(device, mode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMinorNumber;

    /**
     * The number in the device file's name: 0 for /dev/nvidia0.
     *
     * <p>C: {@code nvmlDeviceGetMinorNumber(nvmlDevice_t device, unsigned int *minorNumber)}
     */
    public final int nvmlDeviceGetMinorNumber(long device, long minorNumber) {
        Shapes.PP f = nvmlDeviceGetMinorNumber;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMinorNumber");
            nvmlDeviceGetMinorNumber = f;
        }
        return f.call(device, minorNumber);
    }

    private volatile Shapes.@Nullable PPI nvmlDeviceGetBoardPartNumber;

    /**
     * The board's part number as text; 80 bytes do.
     *
     * <p>C: {@code nvmlDeviceGetBoardPartNumber(nvmlDevice_t device, char *partNumber, unsigned int length)}
     */
    public final int nvmlDeviceGetBoardPartNumber(long device, long partNumber, int length) {
        Shapes.PPI f = nvmlDeviceGetBoardPartNumber;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetBoardPartNumber");
            nvmlDeviceGetBoardPartNumber = f;
        }
        return f.call(device, partNumber, length);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetDisplayMode;

    /**
     * Whether a display is connected to the GPU.
     *
     * <p>C: {@code nvmlDeviceGetDisplayMode(nvmlDevice_t device, nvmlEnableState_t *display)}
     */
    public final int nvmlDeviceGetDisplayMode(long device, long display) {
        Shapes.PP f = nvmlDeviceGetDisplayMode;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetDisplayMode");
            nvmlDeviceGetDisplayMode = f;
        }
        return f.call(device, display);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetDisplayActive;

    /**
     * Whether a display is set up on the GPU, even one that no screen shows.
     *
     * <p>C: {@code nvmlDeviceGetDisplayActive(nvmlDevice_t device, nvmlEnableState_t *isActive)}
     */
    public final int nvmlDeviceGetDisplayActive(long device, long isActive) {
        Shapes.PP f = nvmlDeviceGetDisplayActive;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetDisplayActive");
            nvmlDeviceGetDisplayActive = f;
        }
        return f.call(device, isActive);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMemoryInfo;

    /**
     * Memory in bytes: in all, free, and used together with what the driver keeps for itself.
     *
     * <p>C: {@code nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory)}
     */
    public final int nvmlDeviceGetMemoryInfo(long device, long memory) {
        Shapes.PP f = nvmlDeviceGetMemoryInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMemoryInfo");
            nvmlDeviceGetMemoryInfo = f;
        }
        return f.call(device, memory);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMemoryInfo_v2;

    /**
     * Memory in bytes: in all, free, used, and apart from these what the driver keeps for itself.
     *
     * <p>C: {@code nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t device, nvmlMemory_v2_t *memory)}
     */
    public final int nvmlDeviceGetMemoryInfo_v2(long device, long memory) {
        Shapes.PP f = nvmlDeviceGetMemoryInfo_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMemoryInfo_v2");
            nvmlDeviceGetMemoryInfo_v2 = f;
        }
        return f.call(device, memory);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetBoardId;

    /**
     * A number that the GPUs of one board share.
     *
     * <p>C: {@code nvmlDeviceGetBoardId(nvmlDevice_t device, unsigned int *boardId)}
     */
    public final int nvmlDeviceGetBoardId(long device, long boardId) {
        Shapes.PP f = nvmlDeviceGetBoardId;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetBoardId");
            nvmlDeviceGetBoardId = f;
        }
        return f.call(device, boardId);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMultiGpuBoard;

    /**
     * 1 where the GPU sits on a board with several.
     *
     * <p>C: {@code nvmlDeviceGetMultiGpuBoard(nvmlDevice_t device, unsigned int *multiGpuBool)}
     */
    public final int nvmlDeviceGetMultiGpuBoard(long device, long multiGpuBool) {
        Shapes.PP f = nvmlDeviceGetMultiGpuBoard;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMultiGpuBoard");
            nvmlDeviceGetMultiGpuBoard = f;
        }
        return f.call(device, multiGpuBool);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetDriverModel_v2;

    /**
     * Windows: which driver model is in use, and which after the next restart.
     *
     * <p>C: {@code nvmlDeviceGetDriverModel_v2(nvmlDevice_t device, nvmlDriverModel_t *current, nvmlDriverModel_t
     * *pending)}
     */
    public final int nvmlDeviceGetDriverModel_v2(long device, long current, long pending) {
        Shapes.PPP f = nvmlDeviceGetDriverModel_v2;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetDriverModel_v2");
            nvmlDeviceGetDriverModel_v2 = f;
        }
        return f.call(device, current, pending);
    }

    private volatile Shapes.@Nullable PPI nvmlDeviceGetVbiosVersion;

    /**
     * The VBIOS version as text; 32 bytes do.
     *
     * <p>C: {@code nvmlDeviceGetVbiosVersion(nvmlDevice_t device, char *version, unsigned int length)}
     */
    public final int nvmlDeviceGetVbiosVersion(long device, long version, int length) {
        Shapes.PPI f = nvmlDeviceGetVbiosVersion;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetVbiosVersion");
            nvmlDeviceGetVbiosVersion = f;
        }
        return f.call(device, version, length);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetBridgeChipInfo;

    /**
     * The PCI bridge chips on the board, with their firmware.
     *
     * <p>C: {@code nvmlDeviceGetBridgeChipInfo(nvmlDevice_t device, nvmlBridgeChipHierarchy_t *bridgeHierarchy)}
     */
    public final int nvmlDeviceGetBridgeChipInfo(long device, long bridgeHierarchy) {
        Shapes.PP f = nvmlDeviceGetBridgeChipInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetBridgeChipInfo");
            nvmlDeviceGetBridgeChipInfo = f;
        }
        return f.call(device, bridgeHierarchy);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceOnSameBoard;

    /**
     * 1 where two GPUs sit on one board.
     *
     * <p>C: {@code nvmlDeviceOnSameBoard(nvmlDevice_t device1, nvmlDevice_t device2, int *onSameBoard)}
     */
    public final int nvmlDeviceOnSameBoard(long device1, long device2, long onSameBoard) {
        Shapes.PPP f = nvmlDeviceOnSameBoard;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceOnSameBoard");
            nvmlDeviceOnSameBoard = f;
        }
        return f.call(device1, device2, onSameBoard);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetBAR1MemoryInfo;

    /**
     * The window through which the CPU reaches the GPU's memory, in bytes: in all, free, used.
     *
     * <p>C: {@code nvmlDeviceGetBAR1MemoryInfo(nvmlDevice_t device, nvmlBAR1Memory_t *bar1Memory)}
     */
    public final int nvmlDeviceGetBAR1MemoryInfo(long device, long bar1Memory) {
        Shapes.PP f = nvmlDeviceGetBAR1MemoryInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetBAR1MemoryInfo");
            nvmlDeviceGetBAR1MemoryInfo = f;
        }
        return f.call(device, bar1Memory);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetIrqNum;

    /**
     * The number of the GPU's interrupt.
     *
     * <p>C: {@code nvmlDeviceGetIrqNum(nvmlDevice_t device, unsigned int *irqNum)}
     */
    public final int nvmlDeviceGetIrqNum(long device, long irqNum) {
        Shapes.PP f = nvmlDeviceGetIrqNum;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetIrqNum");
            nvmlDeviceGetIrqNum = f;
        }
        return f.call(device, irqNum);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetNumGpuCores;

    /**
     * How many CUDA cores the GPU has.
     *
     * <p>C: {@code nvmlDeviceGetNumGpuCores(nvmlDevice_t device, unsigned int *numCores)}
     */
    public final int nvmlDeviceGetNumGpuCores(long device, long numCores) {
        Shapes.PP f = nvmlDeviceGetNumGpuCores;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetNumGpuCores");
            nvmlDeviceGetNumGpuCores = f;
        }
        return f.call(device, numCores);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMemoryBusWidth;

    /**
     * The width of the memory bus in bits.
     *
     * <p>C: {@code nvmlDeviceGetMemoryBusWidth(nvmlDevice_t device, unsigned int *busWidth)}
     */
    public final int nvmlDeviceGetMemoryBusWidth(long device, long busWidth) {
        Shapes.PP f = nvmlDeviceGetMemoryBusWidth;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMemoryBusWidth");
            nvmlDeviceGetMemoryBusWidth = f;
        }
        return f.call(device, busWidth);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGspFirmwareVersion;

    /**
     * The version of the firmware on the GPU's system processor, as text of at most 64 bytes.
     *
     * <p>C: {@code nvmlDeviceGetGspFirmwareVersion(nvmlDevice_t device, char *version)}
     */
    public final int nvmlDeviceGetGspFirmwareVersion(long device, long version) {
        Shapes.PP f = nvmlDeviceGetGspFirmwareVersion;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGspFirmwareVersion");
            nvmlDeviceGetGspFirmwareVersion = f;
        }
        return f.call(device, version);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetGspFirmwareMode;

    /**
     * Whether that firmware runs, and whether it does by default.
     *
     * <p>C: {@code nvmlDeviceGetGspFirmwareMode(nvmlDevice_t device, unsigned int *isEnabled, unsigned int
     * *defaultMode)}
     */
    public final int nvmlDeviceGetGspFirmwareMode(long device, long isEnabled, long defaultMode) {
        Shapes.PPP f = nvmlDeviceGetGspFirmwareMode;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetGspFirmwareMode");
            nvmlDeviceGetGspFirmwareMode = f;
        }
        return f.call(device, isEnabled, defaultMode);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPlatformInfo;

    /**
     * Where the GPU is in a rack: GUIDs, chassis, slot, tray, host and module.
     *
     * <p>C: {@code nvmlDeviceGetPlatformInfo(nvmlDevice_t device, nvmlPlatformInfo_t *platformInfo)}
     */
    public final int nvmlDeviceGetPlatformInfo(long device, long platformInfo) {
        Shapes.PP f = nvmlDeviceGetPlatformInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPlatformInfo");
            nvmlDeviceGetPlatformInfo = f;
        }
        return f.call(device, platformInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetPdi;

    /**
     * The GPU's per-device identifier: a number of 64 bits for life.
     *
     * <p>C: {@code nvmlDeviceGetPdi(nvmlDevice_t device, nvmlPdi_t *pdi)}
     */
    public final int nvmlDeviceGetPdi(long device, long pdi) {
        Shapes.PP f = nvmlDeviceGetPdi;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPdi");
            nvmlDeviceGetPdi = f;
        }
        return f.call(device, pdi);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetHostname_v1;

    /**
     * Tells the GPU the name of its host, for out-of-band management. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetHostname_v1(nvmlDevice_t device, nvmlHostname_v1_t *hostname)}
     */
    public final int nvmlDeviceSetHostname_v1(long device, long hostname) {
        Shapes.PP f = nvmlDeviceSetHostname_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetHostname_v1");
            nvmlDeviceSetHostname_v1 = f;
        }
        return f.call(device, hostname);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetHostname_v1;

    /**
     * The host's name that the GPU was told.
     *
     * <p>C: {@code nvmlDeviceGetHostname_v1(nvmlDevice_t device, nvmlHostname_v1_t *hostname)}
     */
    public final int nvmlDeviceGetHostname_v1(long device, long hostname) {
        Shapes.PP f = nvmlDeviceGetHostname_v1;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHostname_v1");
            nvmlDeviceGetHostname_v1 = f;
        }
        return f.call(device, hostname);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetDriverModel;

    /**
     * Windows: sets the driver model for after the next restart. Needs an administrator.
     *
     * <p>C: {@code nvmlDeviceSetDriverModel(nvmlDevice_t device, nvmlDriverModel_t driverModel, unsigned int flags)}
     */
    public final int nvmlDeviceSetDriverModel(long device, int driverModel, int flags) {
        Shapes.PII f = nvmlDeviceSetDriverModel;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetDriverModel");
            nvmlDeviceSetDriverModel = f;
        }
        return f.call(device, driverModel, flags);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetDriverModel;

    /**
     * Windows: which driver model is in use; the first version, which does not know MCDM.
     *
     * <p>C: {@code nvmlDeviceGetDriverModel(nvmlDevice_t device, nvmlDriverModel_t *current, nvmlDriverModel_t
     * *pending)}
     */
    public final int nvmlDeviceGetDriverModel(long device, long current, long pending) {
        Shapes.PPP f = nvmlDeviceGetDriverModel;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetDriverModel");
            nvmlDeviceGetDriverModel = f;
        }
        return f.call(device, current, pending);
    }
}
