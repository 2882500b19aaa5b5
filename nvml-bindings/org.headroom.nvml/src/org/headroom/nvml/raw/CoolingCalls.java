package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Temperatures and fans. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class CoolingCalls extends ClockControlCalls {
    CoolingCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetFanSpeed;

    /**
     * The speed that the first fan is told to run at, in percent of its highest; it may be over 100.
     *
     * <p>C: {@code nvmlDeviceGetFanSpeed(nvmlDevice_t device, unsigned int *speed)}
     */
    public final int nvmlDeviceGetFanSpeed(long device, long speed) {
        Shapes.PP f = nvmlDeviceGetFanSpeed;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetFanSpeed");
            nvmlDeviceGetFanSpeed = f;
        }
        return f.call(device, speed);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetFanSpeed_v2;

    /**
     * The speed that a fan is told to run at, in percent of its highest; it may be over 100.
     *
     * <p>C: {@code nvmlDeviceGetFanSpeed_v2(nvmlDevice_t device, unsigned int fan, unsigned int *speed)}
     */
    public final int nvmlDeviceGetFanSpeed_v2(long device, int fan, long speed) {
        Shapes.PIP f = nvmlDeviceGetFanSpeed_v2;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetFanSpeed_v2");
            nvmlDeviceGetFanSpeed_v2 = f;
        }
        return f.call(device, fan, speed);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetFanSpeedRPM;

    /**
     * A fan's turns a minute; the fan is set in the struct.
     *
     * <p>C: {@code nvmlDeviceGetFanSpeedRPM(nvmlDevice_t device, nvmlFanSpeedInfo_t *fanSpeed)}
     */
    public final int nvmlDeviceGetFanSpeedRPM(long device, long fanSpeed) {
        Shapes.PP f = nvmlDeviceGetFanSpeedRPM;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetFanSpeedRPM");
            nvmlDeviceGetFanSpeedRPM = f;
        }
        return f.call(device, fanSpeed);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetTargetFanSpeed;

    /**
     * The speed that the driver wants a fan to reach, in percent.
     *
     * <p>C: {@code nvmlDeviceGetTargetFanSpeed(nvmlDevice_t device, unsigned int fan, unsigned int *targetSpeed)}
     */
    public final int nvmlDeviceGetTargetFanSpeed(long device, int fan, long targetSpeed) {
        Shapes.PIP f = nvmlDeviceGetTargetFanSpeed;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetTargetFanSpeed");
            nvmlDeviceGetTargetFanSpeed = f;
        }
        return f.call(device, fan, targetSpeed);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetMinMaxFanSpeed;

    /**
     * The lowest and highest speed that a fan can be set to, in percent.
     *
     * <p>C: {@code nvmlDeviceGetMinMaxFanSpeed(nvmlDevice_t device, unsigned int *minSpeed, unsigned int *maxSpeed)}
     */
    public final int nvmlDeviceGetMinMaxFanSpeed(long device, long minSpeed, long maxSpeed) {
        Shapes.PPP f = nvmlDeviceGetMinMaxFanSpeed;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetMinMaxFanSpeed");
            nvmlDeviceGetMinMaxFanSpeed = f;
        }
        return f.call(device, minSpeed, maxSpeed);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetFanControlPolicy_v2;

    /**
     * Who drives a fan (NVML_FAN_POLICY_…).
     *
     * <p>C: {@code nvmlDeviceGetFanControlPolicy_v2(nvmlDevice_t device, unsigned int fan, nvmlFanControlPolicy_t
     * *policy)}
     */
    public final int nvmlDeviceGetFanControlPolicy_v2(long device, int fan, long policy) {
        Shapes.PIP f = nvmlDeviceGetFanControlPolicy_v2;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetFanControlPolicy_v2");
            nvmlDeviceGetFanControlPolicy_v2 = f;
        }
        return f.call(device, fan, policy);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetNumFans;

    /**
     * How many fans the card has.
     *
     * <p>C: {@code nvmlDeviceGetNumFans(nvmlDevice_t device, unsigned int *numFans)}
     */
    public final int nvmlDeviceGetNumFans(long device, long numFans) {
        Shapes.PP f = nvmlDeviceGetNumFans;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetNumFans");
            nvmlDeviceGetNumFans = f;
        }
        return f.call(device, numFans);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetTemperature;

    /**
     * A temperature in °C; the only sensor is NVML_TEMPERATURE_GPU.
     *
     * <p>C: {@code nvmlDeviceGetTemperature(nvmlDevice_t device, nvmlTemperatureSensors_t sensorType, unsigned int
     * *temp)}
     */
    public final int nvmlDeviceGetTemperature(long device, int sensorType, long temp) {
        Shapes.PIP f = nvmlDeviceGetTemperature;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetTemperature");
            nvmlDeviceGetTemperature = f;
        }
        return f.call(device, sensorType, temp);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetCoolerInfo;

    /**
     * How a cooler is driven and what it cools; the cooler is set in the struct.
     *
     * <p>C: {@code nvmlDeviceGetCoolerInfo(nvmlDevice_t device, nvmlCoolerInfo_t *coolerInfo)}
     */
    public final int nvmlDeviceGetCoolerInfo(long device, long coolerInfo) {
        Shapes.PP f = nvmlDeviceGetCoolerInfo;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCoolerInfo");
            nvmlDeviceGetCoolerInfo = f;
        }
        return f.call(device, coolerInfo);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetTemperatureV;

    /**
     * A temperature in °C, with a sign; the sensor is set in the struct.
     *
     * <p>C: {@code nvmlDeviceGetTemperatureV(nvmlDevice_t device, nvmlTemperature_t *temperature)}
     */
    public final int nvmlDeviceGetTemperatureV(long device, long temperature) {
        Shapes.PP f = nvmlDeviceGetTemperatureV;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetTemperatureV");
            nvmlDeviceGetTemperatureV = f;
        }
        return f.call(device, temperature);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetTemperatureThreshold;

    /**
     * A threshold in °C (NVML_TEMPERATURE_THRESHOLD_…).
     *
     * <p>C: {@code nvmlDeviceGetTemperatureThreshold(nvmlDevice_t device, nvmlTemperatureThresholds_t thresholdType,
     * unsigned int *temp)}
     */
    public final int nvmlDeviceGetTemperatureThreshold(long device, int thresholdType, long temp) {
        Shapes.PIP f = nvmlDeviceGetTemperatureThreshold;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetTemperatureThreshold");
            nvmlDeviceGetTemperatureThreshold = f;
        }
        return f.call(device, thresholdType, temp);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetMarginTemperature;

    /**
     * How many °C are left to the nearest slowdown threshold.
     *
     * <p>C: {@code nvmlDeviceGetMarginTemperature(nvmlDevice_t device, nvmlMarginTemperature_t *marginTempInfo)}
     */
    public final int nvmlDeviceGetMarginTemperature(long device, long marginTempInfo) {
        Shapes.PP f = nvmlDeviceGetMarginTemperature;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMarginTemperature");
            nvmlDeviceGetMarginTemperature = f;
        }
        return f.call(device, marginTempInfo);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceGetThermalSettings;

    /**
     * The card's sensors with target and °C; {@code sensorIndex} is one of them, or 15 for all.
     *
     * <p>C: {@code nvmlDeviceGetThermalSettings(nvmlDevice_t device, unsigned int sensorIndex, nvmlGpuThermalSettings_t
     * *pThermalSettings)}
     */
    public final int nvmlDeviceGetThermalSettings(long device, int sensorIndex, long pThermalSettings) {
        Shapes.PIP f = nvmlDeviceGetThermalSettings;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetThermalSettings");
            nvmlDeviceGetThermalSettings = f;
        }
        return f.call(device, sensorIndex, pThermalSettings);
    }

    private volatile Shapes.@Nullable PI nvmlDeviceSetDefaultFanSpeed_v2;

    /**
     * Lets the driver drive a fan again. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetDefaultFanSpeed_v2(nvmlDevice_t device, unsigned int fan)}
     */
    public final int nvmlDeviceSetDefaultFanSpeed_v2(long device, int fan) {
        Shapes.PI f = nvmlDeviceSetDefaultFanSpeed_v2;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlDeviceSetDefaultFanSpeed_v2");
            nvmlDeviceSetDefaultFanSpeed_v2 = f;
        }
        return f.call(device, fan);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetFanControlPolicy;

    /**
     * Sets who drives a fan. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetFanControlPolicy(nvmlDevice_t device, unsigned int fan, nvmlFanControlPolicy_t policy)}
     */
    public final int nvmlDeviceSetFanControlPolicy(long device, int fan, int policy) {
        Shapes.PII f = nvmlDeviceSetFanControlPolicy;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetFanControlPolicy");
            nvmlDeviceSetFanControlPolicy = f;
        }
        return f.call(device, fan, policy);
    }

    private volatile Shapes.@Nullable PIP nvmlDeviceSetTemperatureThreshold;

    /**
     * Sets a threshold in °C; {@code temp} points to the number. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetTemperatureThreshold(nvmlDevice_t device, nvmlTemperatureThresholds_t thresholdType,
     * int *temp)}
     */
    public final int nvmlDeviceSetTemperatureThreshold(long device, int thresholdType, long temp) {
        Shapes.PIP f = nvmlDeviceSetTemperatureThreshold;
        if (f == null) {
            f = library.bind(Shapes.PIP_SHAPE, "nvmlDeviceSetTemperatureThreshold");
            nvmlDeviceSetTemperatureThreshold = f;
        }
        return f.call(device, thresholdType, temp);
    }

    private volatile Shapes.@Nullable PII nvmlDeviceSetFanSpeed_v2;

    /**
     * Drives a fan at a speed in percent, from then on whatever the temperature. Needs root.
     *
     * <p>C: {@code nvmlDeviceSetFanSpeed_v2(nvmlDevice_t device, unsigned int fan, unsigned int speed)}
     */
    public final int nvmlDeviceSetFanSpeed_v2(long device, int fan, int speed) {
        Shapes.PII f = nvmlDeviceSetFanSpeed_v2;
        if (f == null) {
            f = library.bind(Shapes.PII_SHAPE, "nvmlDeviceSetFanSpeed_v2");
            nvmlDeviceSetFanSpeed_v2 = f;
        }
        return f.call(device, fan, speed);
    }
}
