package org.headroom.model.gpu;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.Subscription;

/** The watch over this machine's GPUs. Every method may be called from any thread and never waits for NVML. */
public interface GpuWatch {
    NvmlStatus status();

    /** All GPUs ever seen since the start, by index; a lost one stays. */
    List<GpuReading> gpus();

    /** At most {@code width} points of [from, to). Values are in the metric's unit (W, °C, %, GiB). */
    Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width);

    /**
     * Energy the GPU used between two moments, from its own counter, interpolated between the samples around them; empty
     * where the card has no counter or a sample is missing.
     */
    Optional<org.headroom.model.units.Joules> energyBetween(GpuId gpu, Instant from, Instant to);

    /** Told after each sweep, on the sampler's thread: hand over and return at once. */
    Subscription onChange(Runnable listener);
}
