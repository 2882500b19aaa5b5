package org.headroom.telemetry;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuSample;

/** GPUs and samples for tests. */
final class Samples {
    private Samples() {}

    static GpuIdentity gpu(int index) {
        return new GpuIdentity(
                new GpuId("GPU-" + index),
                index,
                "Test GPU",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    /** What a history tells of a card whose highest power limit is unknown. */
    static Optional<EnergyEstimate> energy(History history, GpuId gpu, Instant from, Instant to) {
        EnergyMeter meter = history.meter(from, to, Optional.empty());
        history.energy(gpu, meter);
        return meter.estimate();
    }

    static GpuSample sample(GpuId gpu, Instant at, double watts, long millijoules) {
        return GpuSample.of(gpu, at)
                .power(Math.round(watts * 1000))
                .energy(millijoules)
                .done();
    }
}
