package org.headroom.nvml;

import java.util.EnumSet;
import java.util.Set;

/** Why a GPU's clocks are lower than they could be ({@code nvmlClocksEventReason…}), with the header's bit. */
public enum NvmlClockLimit {
    GPU_IDLE(0x1),
    APPLICATIONS_CLOCKS(0x2),
    SW_POWER_CAP(0x4),
    HW_SLOWDOWN(0x8),
    SYNC_BOOST(0x10),
    SW_THERMAL(0x20),
    HW_THERMAL(0x40),
    HW_POWER_BRAKE(0x80),
    DISPLAY_CLOCKS(0x100);

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
