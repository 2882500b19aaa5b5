package org.headroom.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;

/** GPUs that fail as the test says, and an account of what was asked. */
final class FakeGpuLink implements GpuLink {
    static final NvmlStatus OK = new NvmlStatus(
            NvmlStatus.State.OK, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "fake");

    private final TestTime time;
    private final List<GpuIdentity> gpus = new ArrayList<>();
    private final Map<GpuId, GpuFault.Kind> failing = new HashMap<>();
    private final Map<GpuId, Duration> slow = new HashMap<>();
    final Map<GpuId, Integer> reads = new HashMap<>();
    final List<ReadingPlan> plans = new ArrayList<>();
    boolean closed;

    FakeGpuLink(TestTime time) {
        this.time = time;
    }

    FakeGpuLink healthy(GpuIdentity gpu) {
        if (!gpus.contains(gpu)) gpus.add(gpu);
        failing.remove(gpu.id());
        slow.remove(gpu.id());
        return this;
    }

    FakeGpuLink failing(GpuIdentity gpu, GpuFault.Kind kind) {
        healthy(gpu);
        failing.put(gpu.id(), kind);
        return this;
    }

    FakeGpuLink slow(GpuIdentity gpu, Duration each) {
        healthy(gpu);
        slow.put(gpu.id(), each);
        return this;
    }

    @Override
    public NvmlStatus status() {
        return OK;
    }

    @Override
    public int count() {
        return gpus.size();
    }

    @Override
    public GpuIdentity identify(int index) throws GpuFault {
        fail(gpus.get(index).id());
        return gpus.get(index);
    }

    @Override
    public GpuSample read(GpuIdentity gpu, Instant at, Optional<GpuSample> before, ReadingPlan plan) throws GpuFault {
        reads.merge(gpu.id(), 1, Integer::sum);
        plans.add(plan);
        time.pass(slow.getOrDefault(gpu.id(), Duration.ZERO));
        fail(gpu.id());
        return Samples.sample(gpu.id(), at, 100, 0);
    }

    private void fail(GpuId gpu) throws GpuFault {
        GpuFault.Kind kind = failing.get(gpu);
        if (kind != null) throw new GpuFault(kind, "the test wants it so");
    }

    @Override
    public void close() {
        closed = true;
    }
}
