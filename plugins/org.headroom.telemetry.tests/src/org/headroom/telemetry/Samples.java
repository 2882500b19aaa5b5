package org.headroom.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.PcieLink;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;

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

    static GpuSample sample(GpuId gpu, Instant at, double watts, long millijoules) {
        return new GpuSample(
                gpu,
                at,
                Optional.of(new Watts(Math.round(watts * 1000))),
                Optional.empty(),
                Optional.of(new Joules(millijoules)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PcieLink.UNKNOWN,
                Set.of(),
                List.of());
    }
}
