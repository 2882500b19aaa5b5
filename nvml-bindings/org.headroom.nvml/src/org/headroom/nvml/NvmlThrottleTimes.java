package org.headroom.nvml;

import java.util.OptionalLong;

/**
 * How long the GPU was held back since the driver was loaded, in nanoseconds, by cause ({@code nvmlDeviceGetViolationStatus}).
 *
 * @param power by the power limit
 * @param thermal by temperature
 * @param syncBoost by other GPUs of a group
 * @param boardLimit by the board's limit
 * @param lowUtilization by having too little to do
 * @param reliability by the board's voltage limit
 */
public record NvmlThrottleTimes(
        OptionalLong power,
        OptionalLong thermal,
        OptionalLong syncBoost,
        OptionalLong boardLimit,
        OptionalLong lowUtilization,
        OptionalLong reliability) {}
