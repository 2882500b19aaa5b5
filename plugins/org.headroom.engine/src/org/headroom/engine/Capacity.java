package org.headroom.engine;

import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.payment.ChainStatus;

/**
 * What there is to bid with at one moment.
 *
 * @param takingWork the big switch
 * @param free GPUs that answer and that no lease holds
 * @param trouble what keeps the rig from keeping its word, such as a ledger that cannot be written
 */
public record Capacity(
        boolean takingWork,
        List<GpuReading> all,
        List<GpuReading> free,
        EngineStatus engine,
        ChainStatus chain,
        Optional<String> trouble) {
    public Capacity {
        all = List.copyOf(all);
        free = List.copyOf(free);
    }
}
