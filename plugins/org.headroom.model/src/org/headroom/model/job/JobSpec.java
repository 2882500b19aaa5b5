package org.headroom.model.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;
import org.headroom.model.units.ByteCount;

/**
 * One job to run.
 *
 * @param gpus handed into the container by CDI; none where they are simulated and there is nothing to hand in
 * @param disk what {@code /artefacts}, the log and the writable layers may take together; empty: the rig's default
 * @param secrets names of the manifest's variables that the renter had sealed: no file and no record may keep their values
 * @param artefacts the directory on the host that appears as {@code /artefacts}; made if absent
 */
public record JobSpec(
        LeaseId lease,
        Manifest manifest,
        List<GpuId> gpus,
        Path artefacts,
        Instant deadline,
        Optional<ByteCount> disk,
        Set<String> secrets) {
    public JobSpec {
        gpus = List.copyOf(gpus);
        secrets = Set.copyOf(secrets);
    }

    /** Without secrets. */
    public JobSpec(
            LeaseId lease,
            Manifest manifest,
            List<GpuId> gpus,
            Path artefacts,
            Instant deadline,
            Optional<ByteCount> disk) {
        this(lease, manifest, gpus, artefacts, deadline, disk, Set.of());
    }

    /** Of a job whose order names no disk. */
    public JobSpec(LeaseId lease, Manifest manifest, List<GpuId> gpus, Path artefacts, Instant deadline) {
        this(lease, manifest, gpus, artefacts, deadline, Optional.empty());
    }

    /** The same with another image. */
    public JobSpec ofImage(String image) {
        Manifest other =
                new Manifest(image, manifest.command(), manifest.environment(), manifest.secrets(), manifest.limits());
        return new JobSpec(lease, other, gpus, artefacts, deadline, disk, secrets);
    }

    /** Without the manifest: by now its environment holds what the renter had sealed. */
    @Override
    public String toString() {
        return "JobSpec[" + lease + "]";
    }
}
