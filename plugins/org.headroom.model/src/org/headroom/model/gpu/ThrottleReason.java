package org.headroom.model.gpu;

/** Why a GPU's clocks are lower than they could be (NVML's {@code nvmlClocksEventReason*}). */
public enum ThrottleReason {
    GPU_IDLE,
    APPLICATIONS_CLOCKS,
    SW_POWER_CAP,
    HW_SLOWDOWN,
    SYNC_BOOST,
    SW_THERMAL,
    HW_THERMAL,
    HW_POWER_BRAKE,
    DISPLAY_CLOCKS
}
