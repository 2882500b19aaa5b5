package org.headroom.nvml;

import java.util.OptionalInt;

/**
 * Pages of memory that are out of use for good, on cards before row remapping ({@code nvmlDeviceGetRetiredPages}).
 *
 * @param singleBit retired after several corrected errors
 * @param doubleBit retired after an uncorrected error
 * @param pending whether a page waits for a restart to be retired ({@code nvmlDeviceGetRetiredPagesPendingStatus})
 */
public record NvmlRetiredPages(OptionalInt singleBit, OptionalInt doubleBit, boolean pending) {}
