package org.headroom.nvml;

/**
 * Whether a GPU is split into instances ({@code nvmlDeviceGetMigMode}).
 *
 * @param enabled whether MIG is on
 * @param enabledAfterReset whether it will be after the GPU's next reset
 * @param mostDevices the most MIG devices that the GPU can be split into ({@code nvmlDeviceGetMaxMigDeviceCount})
 */
public record NvmlMig(boolean enabled, boolean enabledAfterReset, int mostDevices) {}
