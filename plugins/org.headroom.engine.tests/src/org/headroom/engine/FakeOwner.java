package org.headroom.engine;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.headroom.model.Subscription;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.gpu.GpuId;

/** An owner who comes and goes as a test says. */
final class FakeOwner implements OwnerRules {
    private final Map<GpuId, GpuAvailability> gpus = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile AvailabilityRules rules = AvailabilityRules.standard(ZoneId.of("UTC"));
    volatile Optional<Supplier<OurJobs>> jobs = Optional.empty();

    void says(GpuAvailability gpu) {
        gpus.put(gpu.gpu(), gpu);
        listeners.forEach(Runnable::run);
    }

    void decides(AvailabilityRules next) {
        rules = next;
        listeners.forEach(Runnable::run);
    }

    @Override
    public AvailabilityRules rules() {
        return rules;
    }

    @Override
    public Optional<GpuAvailability> of(GpuId gpu) {
        return Optional.of(gpus.getOrDefault(
                gpu,
                new GpuAvailability.Open(gpu, gpu.equals(Scene.GPU0) ? 0 : 1, "open at any time", Optional.empty())));
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void jobs(Supplier<OurJobs> ours) {
        jobs = Optional.of(ours);
    }
}
