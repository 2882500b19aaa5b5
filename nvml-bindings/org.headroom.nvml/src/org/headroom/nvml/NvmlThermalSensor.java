package org.headroom.nvml;

/**
 * A sensor of the card's own list ({@code nvmlDeviceGetThermalSettings}).
 *
 * @param target what it measures
 * @param celsius the temperature now
 */
public record NvmlThermalSensor(Target target, int celsius) {
    /** {@code nvmlThermalTarget_t}. */
    public enum Target {
        GPU,
        MEMORY,
        POWER_SUPPLY,
        BOARD,
        OTHER
    }
}
