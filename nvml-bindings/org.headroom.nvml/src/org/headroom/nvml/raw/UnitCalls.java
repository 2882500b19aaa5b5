package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * S-class units: cases with GPUs, a power supply and fans of their own. Made by {@code generate.py}; part of {@link
 * Nvml}.
 */
public abstract class UnitCalls extends SystemCalls {
    UnitCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable P nvmlUnitGetCount;

    /**
     * How many S-class units the machine has.
     *
     * <p>C: {@code nvmlUnitGetCount(unsigned int *unitCount)}
     */
    public final int nvmlUnitGetCount(long unitCount) {
        Shapes.P f = nvmlUnitGetCount;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlUnitGetCount");
            nvmlUnitGetCount = f;
        }
        return f.call(unitCount);
    }

    private volatile Shapes.@Nullable IP nvmlUnitGetHandleByIndex;

    /**
     * The handle of a unit by its number from 0.
     *
     * <p>C: {@code nvmlUnitGetHandleByIndex(unsigned int index, nvmlUnit_t *unit)}
     */
    public final int nvmlUnitGetHandleByIndex(int index, long unit) {
        Shapes.IP f = nvmlUnitGetHandleByIndex;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlUnitGetHandleByIndex");
            nvmlUnitGetHandleByIndex = f;
        }
        return f.call(index, unit);
    }

    private volatile Shapes.@Nullable PP nvmlUnitGetUnitInfo;

    /**
     * A unit's name, id, serial number and firmware.
     *
     * <p>C: {@code nvmlUnitGetUnitInfo(nvmlUnit_t unit, nvmlUnitInfo_t *info)}
     */
    public final int nvmlUnitGetUnitInfo(long unit, long info) {
        Shapes.PP f = nvmlUnitGetUnitInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlUnitGetUnitInfo");
            nvmlUnitGetUnitInfo = f;
        }
        return f.call(unit, info);
    }

    private volatile Shapes.@Nullable PP nvmlUnitGetLedState;

    /**
     * The colour of a unit's light, and why it is not green.
     *
     * <p>C: {@code nvmlUnitGetLedState(nvmlUnit_t unit, nvmlLedState_t *state)}
     */
    public final int nvmlUnitGetLedState(long unit, long state) {
        Shapes.PP f = nvmlUnitGetLedState;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlUnitGetLedState");
            nvmlUnitGetLedState = f;
        }
        return f.call(unit, state);
    }

    private volatile Shapes.@Nullable PP nvmlUnitGetPsuInfo;

    /**
     * State, current (A), voltage (V) and power (W) of a unit's power supply.
     *
     * <p>C: {@code nvmlUnitGetPsuInfo(nvmlUnit_t unit, nvmlPSUInfo_t *psu)}
     */
    public final int nvmlUnitGetPsuInfo(long unit, long psu) {
        Shapes.PP f = nvmlUnitGetPsuInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlUnitGetPsuInfo");
            nvmlUnitGetPsuInfo = f;
        }
        return f.call(unit, psu);
    }

    private volatile Shapes.@Nullable PIP nvmlUnitGetTemperature;

    /**
     * A unit's temperature in °C; {@code type} is 0 for the intake, 1 for the exhaust, 2 for the board.
     *
     * <p>C: {@code nvmlUnitGetTemperature(nvmlUnit_t unit, unsigned int type, unsigned int *temp)}
     */
    public final int nvmlUnitGetTemperature(long unit, int type, long temp) {
        Shapes.PIP f = nvmlUnitGetTemperature;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlUnitGetTemperature");
            nvmlUnitGetTemperature = f;
        }
        return f.call(unit, type, temp);
    }

    private volatile Shapes.@Nullable PP nvmlUnitGetFanSpeedInfo;

    /**
     * Speed in rpm and state of each of a unit's fans.
     *
     * <p>C: {@code nvmlUnitGetFanSpeedInfo(nvmlUnit_t unit, nvmlUnitFanSpeeds_t *fanSpeeds)}
     */
    public final int nvmlUnitGetFanSpeedInfo(long unit, long fanSpeeds) {
        Shapes.PP f = nvmlUnitGetFanSpeedInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlUnitGetFanSpeedInfo");
            nvmlUnitGetFanSpeedInfo = f;
        }
        return f.call(unit, fanSpeeds);
    }

    private volatile Shapes.@Nullable PPP nvmlUnitGetDevices;

    /**
     * The GPUs in a unit; {@code deviceCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlUnitGetDevices(nvmlUnit_t unit, unsigned int *deviceCount, nvmlDevice_t *devices)}
     */
    public final int nvmlUnitGetDevices(long unit, long deviceCount, long devices) {
        Shapes.PPP f = nvmlUnitGetDevices;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlUnitGetDevices");
            nvmlUnitGetDevices = f;
        }
        return f.call(unit, deviceCount, devices);
    }

    private volatile Shapes.@Nullable PI nvmlUnitSetLedState;

    /**
     * Turns a unit's light green or amber. Needs root.
     *
     * <p>C: {@code nvmlUnitSetLedState(nvmlUnit_t unit, nvmlLedColor_t color)}
     */
    public final int nvmlUnitSetLedState(long unit, int color) {
        Shapes.PI f = nvmlUnitSetLedState;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlUnitSetLedState");
            nvmlUnitSetLedState = f;
        }
        return f.call(unit, color);
    }
}
