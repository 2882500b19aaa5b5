package org.headroom.nvml;

import java.util.OptionalInt;

/**
 * Degrees Celsius that the card's own protection keeps to ({@code nvmlDeviceGetTemperatureThreshold}).
 *
 * @param slowdown at which the GPU slows itself down
 * @param shutdown at which it turns itself off
 * @param memoryMax above which the memory slows down
 * @param gpuMax above which the GPU may run slower than its base clock
 */
public record NvmlTemperatureLimits(
        OptionalInt slowdown, OptionalInt shutdown, OptionalInt memoryMax, OptionalInt gpuMax) {}
