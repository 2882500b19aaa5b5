package org.headroom.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
import org.headroom.model.units.Joules;

/** A watch over the GPUs that a test names. */
final class FakeGpus implements GpuWatch {
    private final List<GpuReading> gpus;
    /** What each GPU used in any span: 1 kJ by its counter, unless a test says otherwise. */
    volatile Function<GpuId, Optional<EnergyEstimate>> energy =
            gpu -> Optional.of(new EnergyEstimate(new Joules(1_000_000), EnergyEstimate.Source.COUNTER));

    FakeGpus(GpuReading... gpus) {
        this.gpus = List.of(gpus);
    }

    @Override
    public NvmlStatus status() {
        return new NvmlStatus(
                NvmlStatus.State.OK, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "ok");
    }

    @Override
    public List<GpuReading> gpus() {
        return gpus;
    }

    @Override
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        return Series.unavailable(metric);
    }

    @Override
    public Optional<EnergyEstimate> energyEstimate(GpuId gpu, Instant from, Instant to) {
        return energy.apply(gpu);
    }

    @Override
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) {
        throw new UnsupportedOperationException("leases need no table");
    }

    @Override
    public WatchCost cost() {
        return WatchCost.UNKNOWN;
    }

    @Override
    public Optional<SampleArchive.Status> archive() {
        return Optional.empty();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    public Subscription onXid(Consumer<XidEvent> listener) {
        return () -> {};
    }
}
