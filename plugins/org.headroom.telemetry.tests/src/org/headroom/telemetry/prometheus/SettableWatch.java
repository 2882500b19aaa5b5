package org.headroom.telemetry.prometheus;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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

/** A watch that shows what a test puts in. */
final class SettableWatch implements GpuWatch {
    volatile List<GpuReading> gpus = List.of();
    private final List<Consumer<XidEvent>> xidListeners = new CopyOnWriteArrayList<>();

    void xid(XidEvent event) {
        xidListeners.forEach(l -> l.accept(event));
    }

    @Override
    public NvmlStatus status() {
        return new NvmlStatus(
                NvmlStatus.State.OK, Optional.empty(), Optional.of("570.1"), Optional.empty(), Optional.empty(), "");
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
        return Optional.empty();
    }

    @Override
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
        throw new IOException("nothing is kept");
    }

    @Override
    public WatchCost cost() {
        return new WatchCost(0.4, 2.5, Duration.ofMillis(2), 1500);
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
        xidListeners.add(listener);
        return () -> xidListeners.remove(listener);
    }
}
