package org.headroom.model.market;

import java.time.Duration;
import org.headroom.model.units.ByteCount;

/**
 * What a job may use at the most.
 *
 * @param cpuMillis thousandths of a core
 * @param memory with no swap beside it
 * @param processes threads count too
 * @param runTime after which the job is stopped, whether it has finished or not
 */
public record Limits(int cpuMillis, ByteCount memory, int processes, Duration runTime) {
    public Limits {
        if (cpuMillis < 10 || cpuMillis > 1_024_000) throw new IllegalArgumentException("cpuMillis: 10 to 1024000");
        if (memory.bytes() < 6L << 20) throw new IllegalArgumentException("memory: at least 6 MiB");
        if (processes < 1 || processes > 1_000_000) throw new IllegalArgumentException("processes: 1 to 1000000");
        if (runTime.toSeconds() < 1 || runTime.toDays() > 366)
            throw new IllegalArgumentException("runTime: 1 s to a year");
    }
}
