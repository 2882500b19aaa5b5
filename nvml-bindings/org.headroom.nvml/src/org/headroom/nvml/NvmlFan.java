package org.headroom.nvml;

import java.util.OptionalInt;

/**
 * One fan of a card.
 *
 * @param index from 0
 * @param percent of full speed, as the driver drives it ({@code nvmlDeviceGetFanSpeed_v2}); it may be over 100
 * @param targetPercent of full speed that it is told to reach ({@code nvmlDeviceGetTargetFanSpeed})
 * @param rpm turns a minute, where the fan tells ({@code nvmlDeviceGetFanSpeedRPM})
 */
public record NvmlFan(int index, OptionalInt percent, OptionalInt targetPercent, OptionalInt rpm) {}
