package org.headroom.telemetry.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.headroom.model.Listeners;
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

/** A watch that shows what the test says. */
final class FakeWatch implements GpuWatch {
    private final Listeners<FakeWatch> changes = new Listeners<>(e -> {
        throw new IllegalStateException("A listener failed.", e);
    });
    private final Listeners<XidEvent> xids = new Listeners<>(e -> {
        throw new IllegalStateException("A listener failed.", e);
    });
    volatile NvmlStatus status = Bedside.OK;
    volatile List<GpuReading> gpus = List.of();
    /** While set, it throws an error at each question for the GPUs. */
    volatile boolean failing;

    final AtomicInteger failures = new AtomicInteger();

    void show(GpuReading... readings) {
        gpus = List.of(readings);
        changes.tell(this);
    }

    void xid(XidEvent event) {
        xids.tell(event);
    }

    @Override
    public NvmlStatus status() {
        return status;
    }

    @Override
    public List<GpuReading> gpus() {
        if (failing) {
            failures.incrementAndGet();
            throw new NoClassDefFoundError("a class that cannot be loaded");
        }
        return gpus;
    }

    @Override
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        return Series.unavailable(metric);
    }

    @Override
    public Optional<EnergyEstimate> energyEstimate(GpuId gpu, Instant from, Instant to) {
        return Optional.empty();
    }

    @Override
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) {}

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
        return changes.add(w -> listener.run());
    }

    @Override
    public Subscription onXid(Consumer<XidEvent> listener) {
        return xids.add(listener);
    }
}
