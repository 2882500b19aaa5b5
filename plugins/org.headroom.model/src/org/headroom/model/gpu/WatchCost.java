package org.headroom.model.gpu;

import java.time.Duration;

/**
 * What the watch itself costs, measured over about the last minute.
 *
 * @param cpuPercent CPU time of the watch's own threads, in percent of one core
 * @param processCpuPercent CPU time of the whole program, in percent of one core
 * @param sweep how long one round over all GPUs takes, mean
 * @param callsPerMinute calls to NVML
 */
public record WatchCost(double cpuPercent, double processCpuPercent, Duration sweep, long callsPerMinute) {
    public static final WatchCost UNKNOWN = new WatchCost(0, 0, Duration.ZERO, 0);
}
