package org.headroom.nvml;

import java.util.OptionalInt;

/** Clocks in MHz: graphics, streaming multiprocessors, memory, and video engines. */
public record NvmlClocks(OptionalInt graphics, OptionalInt sm, OptionalInt memory, OptionalInt video) {}
