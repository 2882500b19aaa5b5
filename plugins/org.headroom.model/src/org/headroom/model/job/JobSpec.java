package org.headroom.model.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;

/**
 * One job to run.
 *
 * @param gpus handed into the container by CDI; none where they are simulated and there is nothing to hand in
 * @param artefacts the directory on the host that appears as {@code /artefacts}; made if absent
 */
public record JobSpec(LeaseId lease, Manifest manifest, List<GpuId> gpus, Path artefacts, Instant deadline) {
    public JobSpec {
        gpus = List.copyOf(gpus);
    }

    /** Without the manifest: by now its environment holds what the renter had sealed. */
    @Override
    public String toString() {
        return "JobSpec[" + lease + "]";
    }
}
