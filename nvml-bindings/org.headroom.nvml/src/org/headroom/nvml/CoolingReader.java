package org.headroom.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.FanSpeedInfoV1;
import org.headroom.nvml.raw.struct.GpuThermalSettings;
import org.headroom.nvml.raw.struct.TemperatureV1;

/** Temperatures and fans. */
final class CoolingReader {
    private static final int COLDEST = -60;
    private static final int HOTTEST = 200;
    private static final int MOST_FANS = 16;
    private static final int MOST_PERCENT = 250;
    private static final int MOST_RPM = 100_000;

    // nvmlGpuThermalSettings_t.sensor: five numbers each, of which two matter here.
    private static final int SENSOR_SIZE =
            (GpuThermalSettings.SIZE_BYTES - GpuThermalSettings.SENSOR) / Constants.NVML_MAX_THERMAL_SENSORS_PER_GPU;
    private static final int SENSOR_TEMPERATURE = 12;
    private static final int SENSOR_TARGET = 16;

    private final GpuCalls gpu;
    private final Nvml nvml;

    CoolingReader(GpuCalls gpu) {
        this.gpu = gpu;
        this.nvml = gpu.nvml;
    }

    OptionalInt core() throws NvmlException {
        int code = nvml.nvmlDeviceGetTemperature(gpu.handle(), Constants.NVML_TEMPERATURE_GPU, gpu.blank());
        if (code == 0) return celsius(gpu.out.getInt(0));
        gpu.absent("nvmlDeviceGetTemperature", code);
        long at = gpu.versioned(TemperatureV1.SIZE_BYTES, TemperatureV1.VERSION_WORD);
        gpu.out.putInt(TemperatureV1.SENSOR_TYPE, Constants.NVML_TEMPERATURE_GPU);
        gpu.out.putInt(TemperatureV1.TEMPERATURE, -1);
        code = nvml.nvmlDeviceGetTemperatureV(gpu.handle(), at);
        return gpu.absent("nvmlDeviceGetTemperatureV", code)
                ? OptionalInt.empty()
                : celsius(gpu.out.getInt(TemperatureV1.TEMPERATURE));
    }

    private static OptionalInt celsius(int degrees) {
        // -1 is what the buffer held before the call, and what some libraries give for "none".
        return degrees == -1 ? OptionalInt.empty() : GpuCalls.within(degrees, COLDEST, HOTTEST);
    }

    /** How many sensors the buffer holds after the call. */
    private int askSensors() throws NvmlException {
        long at = gpu.zeroed(GpuThermalSettings.SIZE_BYTES);
        int code = nvml.nvmlDeviceGetThermalSettings(gpu.handle(), Constants.NVML_THERMAL_TARGET_ALL, at);
        if (gpu.absent("nvmlDeviceGetThermalSettings", code)) return 0;
        int count = gpu.out.getInt(GpuThermalSettings.COUNT);
        return Math.clamp(count, 0, Constants.NVML_MAX_THERMAL_SENSORS_PER_GPU);
    }

    private int temperatureOf(int sensor) {
        return gpu.out.getInt(GpuThermalSettings.SENSOR + sensor * SENSOR_SIZE + SENSOR_TEMPERATURE);
    }

    private int targetOf(int sensor) {
        return gpu.out.getInt(GpuThermalSettings.SENSOR + sensor * SENSOR_SIZE + SENSOR_TARGET);
    }

    /** A single sensor on the GPU is its core, which is told elsewhere; of several the hottest is the hotspot. */
    OptionalInt hotspot() throws NvmlException {
        int count = askSensors();
        int found = 0;
        int hottest = -1;
        for (int i = 0; i < count; i++) {
            int degrees = temperatureOf(i);
            if (targetOf(i) != Constants.NVML_THERMAL_TARGET_GPU || degrees <= 0 || degrees > HOTTEST) continue;
            found++;
            hottest = Math.max(hottest, degrees);
        }
        return found > 1 ? OptionalInt.of(hottest) : OptionalInt.empty();
    }

    List<NvmlThermalSensor> sensors() throws NvmlException {
        int count = askSensors();
        List<NvmlThermalSensor> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int degrees = temperatureOf(i);
            if (degrees == -1 || degrees < COLDEST || degrees > HOTTEST) continue;
            all.add(new NvmlThermalSensor(target(targetOf(i)), degrees));
        }
        return List.copyOf(all);
    }

    private static NvmlThermalSensor.Target target(int number) {
        return switch (number) {
            case Constants.NVML_THERMAL_TARGET_GPU -> NvmlThermalSensor.Target.GPU;
            case Constants.NVML_THERMAL_TARGET_MEMORY -> NvmlThermalSensor.Target.MEMORY;
            case Constants.NVML_THERMAL_TARGET_POWER_SUPPLY -> NvmlThermalSensor.Target.POWER_SUPPLY;
            case Constants.NVML_THERMAL_TARGET_BOARD -> NvmlThermalSensor.Target.BOARD;
            default -> NvmlThermalSensor.Target.OTHER;
        };
    }

    NvmlTemperatureLimits limits() throws NvmlException {
        return new NvmlTemperatureLimits(
                threshold(Constants.NVML_TEMPERATURE_THRESHOLD_SLOWDOWN),
                threshold(Constants.NVML_TEMPERATURE_THRESHOLD_SHUTDOWN),
                threshold(Constants.NVML_TEMPERATURE_THRESHOLD_MEM_MAX),
                threshold(Constants.NVML_TEMPERATURE_THRESHOLD_GPU_MAX));
    }

    private OptionalInt threshold(int type) throws NvmlException {
        int code = nvml.nvmlDeviceGetTemperatureThreshold(gpu.handle(), type, gpu.blank());
        // 0 is what a card without the threshold may say.
        return gpu.number("nvmlDeviceGetTemperatureThreshold", code, 1, HOTTEST);
    }

    OptionalInt firstFan() throws NvmlException {
        int code = nvml.nvmlDeviceGetFanSpeed(gpu.handle(), gpu.blank());
        if (code == 0) return GpuCalls.within(gpu.out.getInt(0), 0, MOST_PERCENT);
        gpu.absent("nvmlDeviceGetFanSpeed", code);
        return percent(0);
    }

    List<NvmlFan> fans() throws NvmlException {
        int code = nvml.nvmlDeviceGetNumFans(gpu.handle(), gpu.blank());
        if (gpu.absent("nvmlDeviceGetNumFans", code)) {
            OptionalInt only = firstFan();
            return only.isEmpty() ? List.of() : List.of(new NvmlFan(0, only, targetPercent(0), rpm(0)));
        }
        int count = gpu.out.getInt(0);
        if (count <= 0 || count > MOST_FANS) return List.of();
        List<NvmlFan> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) all.add(new NvmlFan(i, percent(i), targetPercent(i), rpm(i)));
        return List.copyOf(all);
    }

    private OptionalInt percent(int fan) throws NvmlException {
        int code = nvml.nvmlDeviceGetFanSpeed_v2(gpu.handle(), fan, gpu.blank());
        return gpu.number("nvmlDeviceGetFanSpeed_v2", code, 0, MOST_PERCENT);
    }

    private OptionalInt targetPercent(int fan) throws NvmlException {
        int code = nvml.nvmlDeviceGetTargetFanSpeed(gpu.handle(), fan, gpu.blank());
        return gpu.number("nvmlDeviceGetTargetFanSpeed", code, 0, MOST_PERCENT);
    }

    private OptionalInt rpm(int fan) throws NvmlException {
        long at = gpu.versioned(FanSpeedInfoV1.SIZE_BYTES, FanSpeedInfoV1.VERSION_WORD);
        gpu.out.putInt(FanSpeedInfoV1.FAN, fan);
        gpu.out.putInt(FanSpeedInfoV1.SPEED, -1);
        int code = nvml.nvmlDeviceGetFanSpeedRPM(gpu.handle(), at);
        if (gpu.absent("nvmlDeviceGetFanSpeedRPM", code)) return OptionalInt.empty();
        return GpuCalls.within(gpu.out.getInt(FanSpeedInfoV1.SPEED), 0, MOST_RPM);
    }
}
