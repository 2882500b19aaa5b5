package org.headroom.nvml;

import java.util.OptionalLong;

/** A GPU's memory in bytes. Used leaves out what the driver reserves where the driver tells the two apart. */
public record NvmlMemory(long total, OptionalLong used) {}
