package org.headroom.nvml;

import java.util.EnumSet;
import java.util.Set;
import org.headroom.nvml.raw.BitConstants;

/** Why a GPU's clocks are lower than they could be ({@code nvmlClocksEventReason…}), with the header's bit. */
public enum NvmlClockLimit {
    GPU_IDLE(BitConstants.nvmlClocksEventReasonGpuIdle),
    APPLICATIONS_CLOCKS(BitConstants.nvmlClocksEventReasonApplicationsClocksSetting),
    SW_POWER_CAP(BitConstants.nvmlClocksEventReasonSwPowerCap),
    HW_SLOWDOWN(BitConstants.nvmlClocksThrottleReasonHwSlowdown),
    SYNC_BOOST(BitConstants.nvmlClocksEventReasonSyncBoost),
    SW_THERMAL(BitConstants.nvmlClocksEventReasonSwThermalSlowdown),
    HW_THERMAL(BitConstants.nvmlClocksThrottleReasonHwThermalSlowdown),
    HW_POWER_BRAKE(BitConstants.nvmlClocksThrottleReasonHwPowerBrakeSlowdown),
    DISPLAY_CLOCKS(BitConstants.nvmlClocksEventReasonDisplayClockSetting);

    private final long bit;

    NvmlClockLimit(long bit) {
        this.bit = bit;
    }

    public long bit() {
        return bit;
    }

    /** The limits in a mask; bits that the header does not name are left out. */
    public static Set<NvmlClockLimit> of(long mask) {
        EnumSet<NvmlClockLimit> set = EnumSet.noneOf(NvmlClockLimit.class);
        for (NvmlClockLimit limit : values()) if ((mask & limit.bit) != 0) set.add(limit);
        return set;
    }
}
