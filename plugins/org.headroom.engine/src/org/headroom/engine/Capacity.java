package org.headroom.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.payment.ChainStatus;

/**
 * What there is to bid with at one moment.
 *
 * @param takingWork the big switch
 * @param free GPUs that answer, that are well and that no lease holds
 * @param unwell GPUs that an alarm keeps from work
 * @param trouble what keeps the rig from keeping its word, such as a ledger that cannot be written
 */
public record Capacity(
        boolean takingWork,
        List<GpuReading> all,
        List<GpuReading> free,
        Map<GpuId, Unwell> unwell,
        EngineStatus engine,
        ChainStatus chain,
        Optional<String> trouble) {
    public Capacity {
        all = List.copyOf(all);
        free = List.copyOf(free);
        unwell = Map.copyOf(unwell);
    }

    /** Why a GPU is kept from work, as a sentence without its full stop; empty where nothing keeps it. */
    Optional<String> leftOut(GpuReading gpu) {
        return Optional.ofNullable(unwell.get(gpu.identity().id()))
                .map(u -> "GPU " + gpu.identity().index() + " is left out: " + u.what());
    }
}
