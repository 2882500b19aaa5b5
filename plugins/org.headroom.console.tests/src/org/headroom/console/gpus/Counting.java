package org.headroom.console.gpus;

import java.time.Instant;
import org.headroom.console.desk.Watching;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;

/** Counts how often a past is asked for. */
final class Counting extends Watching {
    int asked;

    Counting(GpuWatch other) {
        super(other);
    }

    @Override
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        asked++;
        return super.series(gpu, metric, from, to, width);
    }
}
