package org.headroom.nvml;

/**
 * Rows of memory that spare ones stand in for ({@code nvmlDeviceGetRemappedRows_v2}, else the older one).
 *
 * @param corrected rows replaced because of corrected errors
 * @param uncorrected rows replaced because of uncorrected errors
 * @param pending whether a row waits for a reset of the GPU to be replaced
 * @param failed whether a row could not be replaced: the card should be replaced
 */
public record NvmlRemappedRows(int corrected, int uncorrected, boolean pending, boolean failed) {}
