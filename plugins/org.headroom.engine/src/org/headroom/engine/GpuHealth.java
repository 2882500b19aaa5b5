package org.headroom.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;

/** What the GPUs' health asks of the rig, as it was last looked at. {@code lease-loop} only. */
final class GpuHealth {
    private final Optional<HealthWatch> watch;
    private final OccupiedGpus occupied;
    private Map<GpuId, Unwell> unwell = Map.of();

    GpuHealth(Optional<HealthWatch> watch, OccupiedGpus occupied) {
        this.watch = watch;
        this.occupied = occupied;
    }

    /** @return whether it is another than before */
    boolean look(List<GpuReading> gpus) {
        Map<GpuId, Unwell> now = new HashMap<>(occupied.of(gpus));
        for (GpuReading gpu : gpus) {
            GpuId id = gpu.identity().id();
            watch.flatMap(w -> look(w, id, gpu.identity().index())).ifPresent(u -> now.put(id, u));
        }
        boolean changed = !now.equals(unwell);
        unwell = Map.copyOf(now);
        return changed;
    }

    private static Optional<Unwell> look(HealthWatch watch, GpuId gpu, int index) {
        Optional<HealthAction> asked = watch.asked(gpu).filter(a -> a.compareTo(HealthAction.STOP_BIDDING) >= 0);
        if (asked.isEmpty()) return Optional.empty();
        // Between the two questions the alarm may have cleared: then the next look, which is on its way, says so.
        return watch.reason(gpu).map(alarm -> Unwell.of(asked.get(), alarm, index));
    }

    /** Whether it is known which GPUs jobs of an earlier life of the rig may have. */
    boolean isKnown() {
        return occupied.isKnown();
    }

    /** GPUs that are kept from work, and why. */
    Map<GpuId, Unwell> unwell() {
        return unwell;
    }

    Optional<Unwell> of(GpuId gpu) {
        return Optional.ofNullable(unwell.get(gpu));
    }

    /** What has to happen to a lease because of its GPU's health; empty where it goes on as it is. Pure. */
    static Optional<LeaseEvent> demand(LeaseState lease, Optional<Unwell> gpu, Instant now) {
        return switch (lease) {
            case LeaseState.Verifying v -> gpu.map(u -> new LeaseEvent.JobRefused(v.id(), refusal(u), now));
            case LeaseState.Running r -> running(r, gpu, now);
            default -> Optional.empty();
        };
    }

    private static Optional<LeaseEvent> running(LeaseState.Running r, Optional<Unwell> gpu, Instant now) {
        Optional<Unwell> drain = gpu.filter(u -> u.asks(HealthAction.DRAIN));
        if (drain.isPresent() && drain.get().asks(HealthAction.STOP_JOB))
            return Optional.of(
                    new LeaseEvent.HealthStopAsked(r.id(), drain.get().what(), now));
        if (drain.isPresent() && r.drain().isEmpty())
            return Optional.of(new LeaseEvent.DrainAsked(r.id(), drain.get().what(), now));
        return drain.isEmpty() && r.drain().isPresent()
                ? Optional.of(new LeaseEvent.DrainLifted(r.id(), now))
                : Optional.empty();
    }

    private static String refusal(Unwell gpu) {
        return "the GPU is not well since the bid was made: " + gpu.what()
                + "; end the stream and take your money back";
    }
}
