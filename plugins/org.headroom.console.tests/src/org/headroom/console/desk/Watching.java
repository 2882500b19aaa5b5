package org.headroom.console.desk;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.Series;
import org.headroom.model.gpu.WatchCost;
import org.headroom.model.gpu.XidEvent;

/** A watch that passes everything on to another. */
public class Watching implements GpuWatch {
    private final GpuWatch other;

    public Watching(GpuWatch other) {
        this.other = other;
    }

    @Override
    public NvmlStatus status() {
        return other.status();
    }

    @Override
    public List<GpuReading> gpus() {
        return other.gpus();
    }

    @Override
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        return other.series(gpu, metric, from, to, width);
    }

    @Override
    public Optional<EnergyEstimate> energyEstimate(GpuId gpu, Instant from, Instant to) {
        return other.energyEstimate(gpu, from, to);
    }

    @Override
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
        other.csv(gpu, from, to, out);
    }

    @Override
    public WatchCost cost() {
        return other.cost();
    }

    @Override
    public Optional<SampleArchive.Status> archive() {
        return other.archive();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return other.onChange(listener);
    }

    @Override
    public Subscription onXid(Consumer<XidEvent> listener) {
        return other.onXid(listener);
    }
}
