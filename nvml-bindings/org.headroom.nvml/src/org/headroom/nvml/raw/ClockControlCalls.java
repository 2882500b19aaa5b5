package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Clocks: setting, locking and shifting them. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class ClockControlCalls extends ClockCalls {
    ClockControlCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetGpcClkVfOffset;

    /**
     * How far the graphics clock is shifted against its voltage curve, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetGpcClkVfOffset(nvmlDevice_t device, int *offset)}
     */
    public final int nvmlDeviceGetGpcClkVfOffset(long device, long offset) {
        Shapes.PP f = nvmlDeviceGetGpcClkVfOffset;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetGpcClkVfOffset");
            nvmlDeviceGetGpcClkVfOffset = f;
        }
        return f.call(device, offset);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetAutoBoostedClocksEnabled;

    /**
     * Whether clocks boost by themselves, now and by default.
     *
     * <p>C: {@code nvmlDeviceGetAutoBoostedClocksEnabled(nvmlDevice_t device, nvmlEnableState_t *isEnabled,
     * nvmlEnableState_t *defaultIsEnabled)}
     */
    public final int nvmlDeviceGetAutoBoostedClocksEnabled(long device, long isEnabled, long defaultIsEnabled) {
        Shapes.PPP f = nvmlDeviceGetAutoBoostedClocksEnabled;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetAutoBoostedClocksEnabled");
            nvmlDeviceGetAutoBoostedClocksEnabled = f;
        }
        return f.call(device, isEnabled, defaultIsEnabled);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMemClkVfOffset;

    /**
     * How far the memory clock is shifted against its voltage curve, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetMemClkVfOffset(nvmlDevice_t device, int *offset)}
     */
    public final int nvmlDeviceGetMemClkVfOffset(long device, long offset) {
        Shapes.PP f = nvmlDeviceGetMemClkVfOffset;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMemClkVfOffset");
            nvmlDeviceGetMemClkVfOffset = f;
        }
        return f.call(device, offset);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetGpcClkMinMaxVfOffset;

    /**
     * The lowest and highest shift of the graphics clock, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetGpcClkMinMaxVfOffset(nvmlDevice_t device, int *minOffset, int *maxOffset)}
     */
    public final int nvmlDeviceGetGpcClkMinMaxVfOffset(long device, long minOffset, long maxOffset) {
        Shapes.PPP f = nvmlDeviceGetGpcClkMinMaxVfOffset;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetGpcClkMinMaxVfOffset");
            nvmlDeviceGetGpcClkMinMaxVfOffset = f;
        }
        return f.call(device, minOffset, maxOffset);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetMemClkMinMaxVfOffset;

    /**
     * The lowest and highest shift of the memory clock, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetMemClkMinMaxVfOffset(nvmlDevice_t device, int *minOffset, int *maxOffset)}
     */
    public final int nvmlDeviceGetMemClkMinMaxVfOffset(long device, long minOffset, long maxOffset) {
        Shapes.PPP f = nvmlDeviceGetMemClkMinMaxVfOffset;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetMemClkMinMaxVfOffset");
            nvmlDeviceGetMemClkMinMaxVfOffset = f;
        }
        return f.call(device, minOffset, maxOffset);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetClockOffsets;

    /**
     * The shift of a clock in a performance state with its bounds, in MHz; clock and state are set in the struct.
     *
     * <p>C: {@code nvmlDeviceGetClockOffsets(nvmlDevice_t device, nvmlClockOffset_t *info)}
     */
    public final int nvmlDeviceGetClockOffsets(long device, long info) {
        Shapes.PP f = nvmlDeviceGetClockOffsets;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetClockOffsets");
            nvmlDeviceGetClockOffsets = f;
        }
        return f.call(device, info);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceSetClockOffsets;

    /**
     * Sets the shift of a clock in a performance state, in MHz. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetClockOffsets(nvmlDevice_t device, nvmlClockOffset_t *info)}
     */
    public final int nvmlDeviceSetClockOffsets(long device, long info) {
        Shapes.PP f = nvmlDeviceSetClockOffsets;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceSetClockOffsets");
            nvmlDeviceSetClockOffsets = f;
        }
        return f.call(device, info);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetGpuLockedClocks;

    /**
     * Keeps the graphics clock between two values in MHz, or by NVML_CLOCK_LIMIT_ID_…. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetGpuLockedClocks(nvmlDevice_t device, unsigned int minGpuClockMHz, unsigned int
     * maxGpuClockMHz)}
     */
    public final int nvmlDeviceSetGpuLockedClocks(long device, int minGpuClockMHz, int maxGpuClockMHz) {
        Shapes.PII f = nvmlDeviceSetGpuLockedClocks;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetGpuLockedClocks");
            nvmlDeviceSetGpuLockedClocks = f;
        }
        return f.call(device, minGpuClockMHz, maxGpuClockMHz);
    }

    private volatile Shapes.@Nullable P nvmlDeviceResetGpuLockedClocks;

    /**
     * Lets the graphics clock go where it wants again. Needs root.
     *
     * <p>C: {@code nvmlDeviceResetGpuLockedClocks(nvmlDevice_t device)}
     */
    public final int nvmlDeviceResetGpuLockedClocks(long device) {
        Shapes.P f = nvmlDeviceResetGpuLockedClocks;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceResetGpuLockedClocks");
            nvmlDeviceResetGpuLockedClocks = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetMemoryLockedClocks;

    /**
     * Keeps the memory clock between two values in MHz. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetMemoryLockedClocks(nvmlDevice_t device, unsigned int minMemClockMHz, unsigned int
     * maxMemClockMHz)}
     */
    public final int nvmlDeviceSetMemoryLockedClocks(long device, int minMemClockMHz, int maxMemClockMHz) {
        Shapes.PII f = nvmlDeviceSetMemoryLockedClocks;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetMemoryLockedClocks");
            nvmlDeviceSetMemoryLockedClocks = f;
        }
        return f.call(device, minMemClockMHz, maxMemClockMHz);
    }

    private volatile Shapes.@Nullable P nvmlDeviceResetMemoryLockedClocks;

    /**
     * Lets the memory clock go where it wants again. Needs root.
     *
     * <p>C: {@code nvmlDeviceResetMemoryLockedClocks(nvmlDevice_t device)}
     */
    public final int nvmlDeviceResetMemoryLockedClocks(long device) {
        Shapes.P f = nvmlDeviceResetMemoryLockedClocks;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceResetMemoryLockedClocks");
            nvmlDeviceResetMemoryLockedClocks = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetApplicationsClocks;

    /**
     * Sets memory and graphics clock for applications, in MHz.
     *
     * <p>C: {@code nvmlDeviceSetApplicationsClocks(nvmlDevice_t device, unsigned int memClockMHz, unsigned int
     * graphicsClockMHz)}
     */
    public final int nvmlDeviceSetApplicationsClocks(long device, int memClockMHz, int graphicsClockMHz) {
        Shapes.PII f = nvmlDeviceSetApplicationsClocks;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetApplicationsClocks");
            nvmlDeviceSetApplicationsClocks = f;
        }
        return f.call(device, memClockMHz, graphicsClockMHz);
    }

    private volatile Shapes.@Nullable P nvmlDeviceResetApplicationsClocks;

    /**
     * Gives applications the default clocks again.
     *
     * <p>C: {@code nvmlDeviceResetApplicationsClocks(nvmlDevice_t device)}
     */
    public final int nvmlDeviceResetApplicationsClocks(long device) {
        Shapes.P f = nvmlDeviceResetApplicationsClocks;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceResetApplicationsClocks");
            nvmlDeviceResetApplicationsClocks = f;
        }
        return f.call(device);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetAutoBoostedClocksEnabled;

    /**
     * Whether clocks boost by themselves, as long as the caller runs.
     *
     * <p>C: {@code nvmlDeviceSetAutoBoostedClocksEnabled(nvmlDevice_t device, nvmlEnableState_t enabled)}
     */
    public final int nvmlDeviceSetAutoBoostedClocksEnabled(long device, int enabled) {
        Shapes.PI f = nvmlDeviceSetAutoBoostedClocksEnabled;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetAutoBoostedClocksEnabled");
            nvmlDeviceSetAutoBoostedClocksEnabled = f;
        }
        return f.call(device, enabled);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetDefaultAutoBoostedClocksEnabled;

    /**
     * Whether clocks boost by themselves by default; {@code flags} is not used. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetDefaultAutoBoostedClocksEnabled(nvmlDevice_t device, nvmlEnableState_t enabled,
     * unsigned int flags)}
     */
    public final int nvmlDeviceSetDefaultAutoBoostedClocksEnabled(long device, int enabled, int flags) {
        Shapes.PII f = nvmlDeviceSetDefaultAutoBoostedClocksEnabled;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetDefaultAutoBoostedClocksEnabled");
            nvmlDeviceSetDefaultAutoBoostedClocksEnabled = f;
        }
        return f.call(device, enabled, flags);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetGpcClkVfOffset;

    /**
     * Shifts the graphics clock against its voltage curve, in MHz. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetGpcClkVfOffset(nvmlDevice_t device, int offset)}
     */
    public final int nvmlDeviceSetGpcClkVfOffset(long device, int offset) {
        Shapes.PI f = nvmlDeviceSetGpcClkVfOffset;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetGpcClkVfOffset");
            nvmlDeviceSetGpcClkVfOffset = f;
        }
        return f.call(device, offset);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetMemClkVfOffset;

    /**
     * Shifts the memory clock against its voltage curve, in MHz. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetMemClkVfOffset(nvmlDevice_t device, int offset)}
     */
    public final int nvmlDeviceSetMemClkVfOffset(long device, int offset) {
        Shapes.PI f = nvmlDeviceSetMemClkVfOffset;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetMemClkVfOffset");
            nvmlDeviceSetMemClkVfOffset = f;
        }
        return f.call(device, offset);
    }
}
