package org.headroom.nvml;

/**
 * How much of a GPU a process used, in percent of a sampling period ({@code nvmlDeviceGetProcessesUtilizationInfo}, else
 * {@code nvmlDeviceGetProcessUtilization}).
 *
 * @param timestampMicros when, in microseconds since 1970
 */
public record NvmlProcessUse(long pid, long timestampMicros, int sm, int memory, int encoder, int decoder) {}
