package org.headroom.nvml;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a process used over its life, where accounting is on ({@code nvmlDeviceGetAccountingStats}).
 *
 * @param gpuPercent of its life in which a kernel ran
 * @param memoryPercent of its life in which memory was read or written
 * @param mostBytes the most memory it held
 * @param activeMillis how long it had the GPU open; empty while it runs
 * @param startMicros when it began, in microseconds since 1970
 * @param running whether it runs
 */
public record NvmlAccounting(
        OptionalInt gpuPercent,
        OptionalInt memoryPercent,
        OptionalLong mostBytes,
        OptionalLong activeMillis,
        OptionalLong startMicros,
        boolean running) {}
