package org.headroom.model.gpu;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.units.Joules;

/** The watch over this machine's GPUs. Every method may be called from any thread and never waits for NVML. */
public interface GpuWatch {
    NvmlStatus status();

    /** All GPUs ever seen since the start, by index; a lost one stays. */
    List<GpuReading> gpus();

    /**
     * At most {@code width} points of [from, to). Values are in the metric's unit. A window that begins before what is kept
     * in memory (six hours) is read from the archive, which may take milliseconds: not on the UI thread then.
     */
    Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width);

    /**
     * Energy that the GPU used between two moments: from its own counter, interpolated between the samples around them, if the
     * counter stays within what the power limit allows; otherwise from the power samples, if they cover the span. Empty if
     * neither tells. A span that begins before what is kept in memory is read from the archive.
     */
    Optional<EnergyEstimate> energyEstimate(GpuId gpu, Instant from, Instant to);

    /** As {@link #energyEstimate}, by the counter only. */
    default Optional<Joules> energyBetween(GpuId gpu, Instant from, Instant to) {
        return energyEstimate(gpu, from, to)
                .filter(e -> e.source() == EnergyEstimate.Source.COUNTER)
                .map(EnergyEstimate::energy);
    }

    /**
     * Writes a GPU's past as CSV: a header line, then one line a sample (a minute where only minutes are kept), times in
     * ISO 8601 UTC, a column a metric under {@link Metric#key()}, empty where there was no reading. Reads the archive: not
     * on the UI thread.
     */
    void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException;

    /** What the watch itself costs. */
    WatchCost cost();

    /** How the archive is; empty where nothing is kept on disk. */
    Optional<SampleArchive.Status> archive();

    /** Told after each sweep, on the sampler's thread: hand over and return at once. */
    Subscription onChange(Runnable listener);

    /** Told of each XID as it comes, on the thread that waits for them: hand over and return at once. */
    Subscription onXid(Consumer<XidEvent> listener);
}
