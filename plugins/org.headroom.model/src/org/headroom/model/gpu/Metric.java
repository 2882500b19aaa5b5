package org.headroom.model.gpu;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;

/** A reading that is kept over time and drawn. Values are doubles in the metric's unit, NaN where there is none. */
public enum Metric {
    POWER("power", "Power", "W", "nvmlDeviceGetPowerUsage", s -> watts(s.power())),
    CORE_TEMPERATURE("core_temperature", "Temperature", "°C core", "nvmlDeviceGetTemperatureV", s -> celsius(s.core())),
    MEMORY_TEMPERATURE(
            "memory_temperature",
            "Memory temperature",
            "°C",
            "nvmlDeviceGetFieldValues, NVML_FI_DEV_MEMORY_TEMP",
            s -> celsius(s.memory())),
    HOTSPOT_TEMPERATURE(
            "hotspot_temperature", "Hotspot", "°C", "nvmlDeviceGetThermalSettings", s -> celsius(s.hotspot())),
    LOAD("load", "Utilisation", "%", "nvmlDeviceGetUtilizationRates", s -> percent(s.load())),
    MEMORY_LOAD(
            "memory_load", "Memory utilisation", "%", "nvmlDeviceGetUtilizationRates", s -> percent(s.memoryLoad())),
    MEMORY_USED(
            "memory_used",
            "Memory",
            "GiB",
            "nvmlDeviceGetMemoryInfo_v2",
            s -> s.memoryUsed().map(b -> b.bytes() / Metric.GIB).orElse(Double.NaN)),
    SM_CLOCK("sm_clock", "SM clock", "MHz", "nvmlDeviceGetClockInfo, NVML_CLOCK_SM", s -> megahertz(s.smClock())),
    MEMORY_CLOCK(
            "memory_clock",
            "Memory clock",
            "MHz",
            "nvmlDeviceGetClockInfo, NVML_CLOCK_MEM",
            s -> megahertz(s.memoryClock())),
    FAN("fan", "Fan", "%", "nvmlDeviceGetFanSpeed_v2", s -> percent(s.fan())),
    ENCODER("encoder", "Encoder", "%", "nvmlDeviceGetEncoderUtilization", s -> percent(s.encoder())),
    DECODER("decoder", "Decoder", "%", "nvmlDeviceGetDecoderUtilization", s -> percent(s.decoder()));

    private static final double GIB = 1L << 30;

    private final String key;
    private final String label;
    private final String unit;
    private final String source;
    private final ToDoubleFunction<GpuSample> value;

    Metric(String key, String label, String unit, String source, ToDoubleFunction<GpuSample> value) {
        this.key = key;
        this.label = label;
        this.unit = unit;
        this.source = source;
        this.value = value;
    }

    /** The name in files (columns of the history, CSV); never changes. */
    public String key() {
        return key;
    }

    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }

    /** The NVML call it comes from. */
    public String source() {
        return source;
    }

    /** What a sample says of it, in the metric's unit; NaN where it says nothing. */
    public double of(GpuSample sample) {
        return value.applyAsDouble(sample);
    }

    private static double watts(Optional<Watts> watts) {
        return watts.isPresent() ? watts.get().milliwatts() / 1000.0 : Double.NaN;
    }

    private static double celsius(Optional<Celsius> degrees) {
        return degrees.isPresent() ? degrees.get().degrees() : Double.NaN;
    }

    private static double percent(Optional<Percent> percent) {
        return percent.isPresent() ? percent.get().value() : Double.NaN;
    }

    private static double megahertz(Optional<Megahertz> clock) {
        return clock.isPresent() ? clock.get().value() : Double.NaN;
    }
}
