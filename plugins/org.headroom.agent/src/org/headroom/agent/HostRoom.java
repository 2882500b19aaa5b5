package org.headroom.agent;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.host.HostSample;
import org.headroom.model.host.HostSample.Disk;
import org.headroom.model.host.HostWatch;
import org.headroom.model.units.ByteCount;

/** What the machine has for jobs, from what its watches last saw. Any thread; waits for nothing. */
final class HostRoom implements Supplier<Machine> {
    /** A disk fills all the time; in coarse steps it is not news each second. */
    private static final long STEP = 1L << 30;

    private final HostWatch host;
    private final GpuWatch gpus;
    private final Path leases;

    /** @param leases where the jobs' files are */
    HostRoom(HostWatch host, GpuWatch gpus, Path leases) {
        this.host = host;
        this.gpus = gpus;
        this.leases = leases.toAbsolutePath().normalize();
    }

    @Override
    public Machine get() {
        Optional<HostSample> sample = host.latest();
        return new Machine(
                host.identity().threads() * 1000L,
                sample.map(HostSample::memoryTotal).orElse(new ByteCount(0)),
                new ByteCount(sample.map(s -> free(s.disks())).orElse(0L)),
                gpus.status().driverVersion().flatMap(HostRoom::version),
                gpus.status().cudaVersion().flatMap(HostRoom::version));
    }

    /** Of the disk whose mount lies nearest above; at least one byte where it is known to be full. */
    private long free(List<Disk> disks) {
        return disks.stream()
                .filter(d -> leases.startsWith(d.mount()))
                .max(Comparator.comparing(d -> Path.of(d.mount()).getNameCount()))
                .map(d -> Math.max(0, d.total().bytes() - d.used().bytes()))
                .map(free -> Math.max(1, free < 4 * STEP ? free & -(STEP / 16) : free & -STEP))
                .orElse(0L);
    }

    private static Optional<DottedVersion> version(String text) {
        try {
            return Optional.of(new DottedVersion(text.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
