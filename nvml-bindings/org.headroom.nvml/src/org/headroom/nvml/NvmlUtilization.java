package org.headroom.nvml;

import java.util.OptionalInt;

/** Percent of the driver's last sampling period in which a kernel ran, and in which memory was read or written. */
public record NvmlUtilization(OptionalInt gpu, OptionalInt memory) {}
