package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.payment.ChainStatus;

/**
 * What there is to bid with at one moment.
 *
 * @param takingWork the big switch
 * @param free GPUs that answer, that are well, that their owner does not need and that no lease holds
 * @param unwell GPUs that an alarm keeps from work
 * @param owner whether the owner lets the rig have each GPU; none where nobody asks for the owner
 * @param finishes whether the owner lets what runs finish when a GPU closes
 * @param trouble what keeps the rig from keeping its word, such as a ledger that cannot be written
 */
public record Capacity(
        boolean takingWork,
        List<GpuReading> all,
        List<GpuReading> free,
        Map<GpuId, Unwell> unwell,
        Map<GpuId, GpuAvailability> owner,
        boolean finishes,
        EngineStatus engine,
        ChainStatus chain,
        Optional<String> trouble) {
    public Capacity {
        all = List.copyOf(all);
        free = List.copyOf(free);
        unwell = Map.copyOf(unwell);
        owner = Map.copyOf(owner);
    }

    /** Of a rig whose owner is always content. */
    public Capacity(
            boolean takingWork,
            List<GpuReading> all,
            List<GpuReading> free,
            Map<GpuId, Unwell> unwell,
            EngineStatus engine,
            ChainStatus chain,
            Optional<String> trouble) {
        this(takingWork, all, free, unwell, Map.of(), true, engine, chain, trouble);
    }

    /** What keeps a GPU from work for its owner's sake. */
    Optional<GpuAvailability.Closed> closed(GpuReading gpu) {
        return Optional.ofNullable(owner.get(gpu.identity().id())).flatMap(GpuAvailability::closed);
    }

    /** Why a GPU is not for a job of that length, for its owner's sake: a sentence without its full stop. */
    Optional<String> keptBack(GpuReading gpu, Duration job, Instant now) {
        GpuAvailability availability = owner.get(gpu.identity().id());
        if (availability == null) return Optional.empty();
        return availability.closed().isPresent()
                ? Optional.of("GPU " + availability.index() + " is " + availability.what())
                : OwnerWishes.tooLong(availability, job, finishes, now);
    }

    /** Why a GPU is kept from work, as a sentence without its full stop; empty where nothing keeps it. */
    Optional<String> leftOut(GpuReading gpu) {
        return Optional.ofNullable(unwell.get(gpu.identity().id()))
                .map(u -> "GPU " + gpu.identity().index() + " is left out: " + u.what());
    }
}
