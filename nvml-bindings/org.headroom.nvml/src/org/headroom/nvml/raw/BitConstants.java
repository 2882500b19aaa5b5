package org.headroom.nvml.raw;

/** The header's masks of 64 bits, by their C names: events to register for, what holds clocks back, and flags. */
public final class BitConstants {
    // nvmlDeviceRegisterEvents
    public static final long nvmlEventTypeNone = 0;
    public static final long nvmlEventTypeSingleBitEccError = 0x1;
    public static final long nvmlEventTypeDoubleBitEccError = 0x2;
    public static final long nvmlEventTypePState = 0x4;
    public static final long nvmlEventTypeXidCriticalError = 0x8;
    public static final long nvmlEventTypeClock = 0x10;
    public static final long nvmlEventTypePowerSourceChange = 0x80;
    public static final long nvmlEventMigConfigChange = 0x100;
    public static final long nvmlEventTypeSingleBitEccErrorStorm = 0x200;
    public static final long nvmlEventTypeDramRetirementEvent = 0x400;
    public static final long nvmlEventTypeDramRetirementFailure = 0x800;
    public static final long nvmlEventTypeNonFatalPoisonError = 0x1000;
    public static final long nvmlEventTypeFatalPoisonError = 0x2000;
    public static final long nvmlEventTypeGpuUnavailableError = 0x4000;
    public static final long nvmlEventTypeGpuRecoveryAction = 0x8000;
    public static final long nvmlEventTypeAll = 0xff9f;

    // nvmlSystemRegisterEvents
    public static final long nvmlSystemEventTypeGpuDriverUnbind = 0x1;
    public static final long nvmlSystemEventTypeGpuDriverBind = 0x2;

    // nvmlDeviceGetCurrentClocksEventReasons
    public static final long nvmlClocksEventReasonNone = 0;
    public static final long nvmlClocksEventReasonGpuIdle = 0x1;
    public static final long nvmlClocksEventReasonApplicationsClocksSetting = 0x2;
    public static final long nvmlClocksEventReasonSwPowerCap = 0x4;
    public static final long nvmlClocksThrottleReasonHwSlowdown = 0x8;
    public static final long nvmlClocksEventReasonSyncBoost = 0x10;
    public static final long nvmlClocksEventReasonSwThermalSlowdown = 0x20;
    public static final long nvmlClocksThrottleReasonHwThermalSlowdown = 0x40;
    public static final long nvmlClocksThrottleReasonHwPowerBrakeSlowdown = 0x80;
    public static final long nvmlClocksEventReasonDisplayClockSetting = 0x100;
    public static final long nvmlClocksEventReasonAll = 0x1ff;

    // nvmlDeviceSetDriverModel and nvmlDeviceSetDefaultAutoBoostedClocksEnabled
    public static final long nvmlFlagDefault = 0;
    public static final long nvmlFlagForce = 0x1;

    private BitConstants() {}
}
