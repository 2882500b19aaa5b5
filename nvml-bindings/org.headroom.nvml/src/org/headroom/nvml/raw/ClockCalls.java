package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * Clocks: what they are, what they may be, and what holds them back. Made by {@code generate.py}; part of {@link Nvml}.
 */
public abstract class ClockCalls extends PciCalls {
    ClockCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetClockInfo;

    /**
     * A clock now, in MHz (NVML_CLOCK_…).
     *
     * <p>C: {@code nvmlDeviceGetClockInfo(nvmlDevice_t device, nvmlClockType_t type, unsigned int *clock)}
     */
    public final int nvmlDeviceGetClockInfo(long device, int type, long clock) {
        Shapes.PIP f = nvmlDeviceGetClockInfo;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetClockInfo");
            nvmlDeviceGetClockInfo = f;
        }
        return f.call(device, type, clock);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetMaxClockInfo;

    /**
     * The highest that a clock can be, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetMaxClockInfo(nvmlDevice_t device, nvmlClockType_t type, unsigned int *clock)}
     */
    public final int nvmlDeviceGetMaxClockInfo(long device, int type, long clock) {
        Shapes.PIP f = nvmlDeviceGetMaxClockInfo;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetMaxClockInfo");
            nvmlDeviceGetMaxClockInfo = f;
        }
        return f.call(device, type, clock);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetApplicationsClock;

    /**
     * What a clock is set to for applications, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetApplicationsClock(nvmlDevice_t device, nvmlClockType_t clockType, unsigned int
     * *clockMHz)}
     */
    public final int nvmlDeviceGetApplicationsClock(long device, int clockType, long clockMHz) {
        Shapes.PIP f = nvmlDeviceGetApplicationsClock;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetApplicationsClock");
            nvmlDeviceGetApplicationsClock = f;
        }
        return f.call(device, clockType, clockMHz);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetDefaultApplicationsClock;

    /**
     * What a clock for applications is without anybody's setting, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetDefaultApplicationsClock(nvmlDevice_t device, nvmlClockType_t clockType, unsigned int
     * *clockMHz)}
     */
    public final int nvmlDeviceGetDefaultApplicationsClock(long device, int clockType, long clockMHz) {
        Shapes.PIP f = nvmlDeviceGetDefaultApplicationsClock;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetDefaultApplicationsClock");
            nvmlDeviceGetDefaultApplicationsClock = f;
        }
        return f.call(device, clockType, clockMHz);
    }

    private volatile Shapes.@Nullable PIIP nvmlDeviceGetClock;

    /**
     * A clock in MHz: as it is, as set, by default, or the highest by boosting (NVML_CLOCK_ID_…).
     *
     * <p>C: {@code nvmlDeviceGetClock(nvmlDevice_t device, nvmlClockType_t clockType, nvmlClockId_t clockId, unsigned
     * int *clockMHz)}
     */
    public final int nvmlDeviceGetClock(long device, int clockType, int clockId, long clockMHz) {
        Shapes.PIIP f = nvmlDeviceGetClock;
        if (f == null) {
            f = library.bind(Shapes.PIIP_SHAPE, "nvmlDeviceGetClock");
            nvmlDeviceGetClock = f;
        }
        return f.call(device, clockType, clockId, clockMHz);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetMaxCustomerBoostClock;

    /**
     * The highest that a clock may be boosted to, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetMaxCustomerBoostClock(nvmlDevice_t device, nvmlClockType_t clockType, unsigned int
     * *clockMHz)}
     */
    public final int nvmlDeviceGetMaxCustomerBoostClock(long device, int clockType, long clockMHz) {
        Shapes.PIP f = nvmlDeviceGetMaxCustomerBoostClock;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetMaxCustomerBoostClock");
            nvmlDeviceGetMaxCustomerBoostClock = f;
        }
        return f.call(device, clockType, clockMHz);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetSupportedMemoryClocks;

    /**
     * Memory clocks that can be set, in MHz; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetSupportedMemoryClocks(nvmlDevice_t device, unsigned int *count, unsigned int
     * *clocksMHz)}
     */
    public final int nvmlDeviceGetSupportedMemoryClocks(long device, long count, long clocksMHz) {
        Shapes.PPP f = nvmlDeviceGetSupportedMemoryClocks;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetSupportedMemoryClocks");
            nvmlDeviceGetSupportedMemoryClocks = f;
        }
        return f.call(device, count, clocksMHz);
    }

    private volatile Shapes.@Nullable PIPP nvmlDeviceGetSupportedGraphicsClocks;

    /**
     * Graphics clocks that can be set beside a memory clock, in MHz; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlDeviceGetSupportedGraphicsClocks(nvmlDevice_t device, unsigned int memoryClockMHz, unsigned int
     * *count, unsigned int *clocksMHz)}
     */
    public final int nvmlDeviceGetSupportedGraphicsClocks(long device, int memoryClockMHz, long count, long clocksMHz) {
        Shapes.PIPP f = nvmlDeviceGetSupportedGraphicsClocks;
        if (f == null) {
            f = library.bind(Shapes.PIPP_SHAPE, "nvmlDeviceGetSupportedGraphicsClocks");
            nvmlDeviceGetSupportedGraphicsClocks = f;
        }
        return f.call(device, memoryClockMHz, count, clocksMHz);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetCurrentClocksEventReasons;

    /**
     * Bits of what keeps the clocks lower than they could be ({@code nvmlClocksEventReason…}).
     *
     * <p>C: {@code nvmlDeviceGetCurrentClocksEventReasons(nvmlDevice_t device, unsigned long long *clocksEventReasons)}
     */
    public final int nvmlDeviceGetCurrentClocksEventReasons(long device, long clocksEventReasons) {
        Shapes.PP f = nvmlDeviceGetCurrentClocksEventReasons;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrentClocksEventReasons");
            nvmlDeviceGetCurrentClocksEventReasons = f;
        }
        return f.call(device, clocksEventReasons);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetCurrentClocksThrottleReasons;

    /**
     * Bits of what keeps the clocks lower than they could be; the name before 535.
     *
     * <p>C: {@code nvmlDeviceGetCurrentClocksThrottleReasons(nvmlDevice_t device, unsigned long long
     * *clocksThrottleReasons)}
     */
    public final int nvmlDeviceGetCurrentClocksThrottleReasons(long device, long clocksThrottleReasons) {
        Shapes.PP f = nvmlDeviceGetCurrentClocksThrottleReasons;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrentClocksThrottleReasons");
            nvmlDeviceGetCurrentClocksThrottleReasons = f;
        }
        return f.call(device, clocksThrottleReasons);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetSupportedClocksEventReasons;

    /**
     * Which of those bits the GPU can tell.
     *
     * <p>C: {@code nvmlDeviceGetSupportedClocksEventReasons(nvmlDevice_t device, unsigned long long
     * *supportedClocksEventReasons)}
     */
    public final int nvmlDeviceGetSupportedClocksEventReasons(long device, long supportedClocksEventReasons) {
        Shapes.PP f = nvmlDeviceGetSupportedClocksEventReasons;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetSupportedClocksEventReasons");
            nvmlDeviceGetSupportedClocksEventReasons = f;
        }
        return f.call(device, supportedClocksEventReasons);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetSupportedClocksThrottleReasons;

    /**
     * Which of those bits the GPU can tell; the name before 535.
     *
     * <p>C: {@code nvmlDeviceGetSupportedClocksThrottleReasons(nvmlDevice_t device, unsigned long long
     * *supportedClocksThrottleReasons)}
     */
    public final int nvmlDeviceGetSupportedClocksThrottleReasons(long device, long supportedClocksThrottleReasons) {
        Shapes.PP f = nvmlDeviceGetSupportedClocksThrottleReasons;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetSupportedClocksThrottleReasons");
            nvmlDeviceGetSupportedClocksThrottleReasons = f;
        }
        return f.call(device, supportedClocksThrottleReasons);
    }

    private volatile Shapes.@Nullable PIIPP nvmlDeviceGetMinMaxClockOfPState;

    /**
     * The lowest and highest of a clock in a performance state, in MHz.
     *
     * <p>C: {@code nvmlDeviceGetMinMaxClockOfPState(nvmlDevice_t device, nvmlClockType_t type, nvmlPstates_t pstate,
     * unsigned int *minClockMHz, unsigned int *maxClockMHz)}
     */
    public final int nvmlDeviceGetMinMaxClockOfPState(
            long device, int type, int pstate, long minClockMHz, long maxClockMHz) {
        Shapes.PIIPP f = nvmlDeviceGetMinMaxClockOfPState;
        if (f == null) {
            f = library.bind(Shapes.PIIPP_SHAPE, "nvmlDeviceGetMinMaxClockOfPState");
            nvmlDeviceGetMinMaxClockOfPState = f;
        }
        return f.call(device, type, pstate, minClockMHz, maxClockMHz);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetCurrentClockFreqs;

    /**
     * All clocks now, as one line of text with names and numbers.
     *
     * <p>C: {@code nvmlDeviceGetCurrentClockFreqs(nvmlDevice_t device, nvmlDeviceCurrentClockFreqs_t
     * *currentClockFreqs)}
     */
    public final int nvmlDeviceGetCurrentClockFreqs(long device, long currentClockFreqs) {
        Shapes.PP f = nvmlDeviceGetCurrentClockFreqs;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrentClockFreqs");
            nvmlDeviceGetCurrentClockFreqs = f;
        }
        return f.call(device, currentClockFreqs);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetAdaptiveClockInfoStatus;

    /**
     * Whether the clocks follow the supply voltage (NVML_ADAPTIVE_CLOCKING_INFO_STATUS_…).
     *
     * <p>C: {@code nvmlDeviceGetAdaptiveClockInfoStatus(nvmlDevice_t device, unsigned int *adaptiveClockStatus)}
     */
    public final int nvmlDeviceGetAdaptiveClockInfoStatus(long device, long adaptiveClockStatus) {
        Shapes.PP f = nvmlDeviceGetAdaptiveClockInfoStatus;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetAdaptiveClockInfoStatus");
            nvmlDeviceGetAdaptiveClockInfoStatus = f;
        }
        return f.call(device, adaptiveClockStatus);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetClkMonStatus;

    /**
     * Which clocks the clock monitor found at fault.
     *
     * <p>C: {@code nvmlDeviceGetClkMonStatus(nvmlDevice_t device, nvmlClkMonStatus_t *status)}
     */
    public final int nvmlDeviceGetClkMonStatus(long device, long status) {
        Shapes.PP f = nvmlDeviceGetClkMonStatus;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetClkMonStatus");
            nvmlDeviceGetClkMonStatus = f;
        }
        return f.call(device, status);
    }
}
