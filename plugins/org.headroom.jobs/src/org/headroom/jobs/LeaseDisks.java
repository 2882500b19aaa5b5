package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;

/**
 * The disks of the jobs of one rig: those in the folder that holds its leases, and no others. Needs no container engine.
 * Any thread; blocks.
 */
public final class LeaseDisks {
    private static final String ARTEFACTS = "artefacts";
    private static final int MOST_FOLDERS = 20_000;

    private final Path leases;
    private final DiskImage images;

    /** @param leases the directory that holds the folders of this rig's leases */
    public LeaseDisks(Path leases, DiskPolicy policy) {
        this(leases, new DiskImage(policy));
    }

    LeaseDisks(Path leases, DiskImage images) {
        this.leases = leases;
        this.images = images;
    }

    Path leases() {
        return leases;
    }

    DiskImage images() {
        return images;
    }

    /** The folder of the leases holds files of the rig, too. */
    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private Path artefacts(LeaseId lease) {
        return leases.resolve(lease.value()).resolve(ARTEFACTS);
    }

    /**
     * Leases whose disk is mounted, attached, half made or half removed, whether or not a job uses it. What a finished job
     * left in an image that is mounted read-only is not listed.
     */
    public List<LeaseId> unsettled() throws IOException {
        if (!JobUser.weAreRoot() || !Files.isDirectory(leases, LinkOption.NOFOLLOW_LINKS)) return List.of();
        Set<Path> folders = new HashSet<>();
        Path real = leases.toRealPath();
        for (LoopDevices.Loop loop : LoopDevices.attached())
            if (DiskImage.isImage(loop.file()) && loop.file().startsWith(real))
                folders.add(real.resolve(real.relativize(loop.file()).getName(0)));
        try (Stream<Path> entries = Files.list(real)) {
            for (Path folder :
                    entries.filter(LeaseDisks::isDirectory).limit(MOST_FOLDERS).toList())
                if (DiskImage.isBeside(folder.resolve(ARTEFACTS))) folders.add(folder);
        }
        List<LeaseId> found = new ArrayList<>();
        for (Path folder : folders) {
            Optional<LeaseId> lease = Inspection.leaseId(String.valueOf(folder.getFileName()));
            if (lease.isPresent() && !DiskImage.isSettled(folder.resolve(ARTEFACTS))) found.add(lease.get());
        }
        return List.copyOf(found);
    }

    /**
     * Unmounts the disks of all leases, and deletes their images with what the jobs left there. For a folder that is deleted as a
     * whole.
     *
     * @throws IOException where one is still used, as by a container; the others are discarded all the same
     */
    public void discardAll() throws IOException {
        if (!JobUser.weAreRoot() || !Files.isDirectory(leases, LinkOption.NOFOLLOW_LINKS)) return;
        Optional<IOException> failure = Optional.empty();
        try (Stream<Path> folders = Files.list(leases.toRealPath())) {
            for (Path folder :
                    folders.filter(LeaseDisks::isDirectory).limit(MOST_FOLDERS).toList()) {
                Path artefacts = folder.resolve(ARTEFACTS);
                try {
                    if (LoopDevices.isMountedInContainer(LoopDevices.of(artefacts), Isolation.ARTEFACTS))
                        throw new IOException("The disk of lease " + folder.getFileName() + " is used by a container.");
                    images.discardAll(artefacts);
                } catch (IOException e) {
                    failure = Optional.of(e);
                }
            }
        }
        if (failure.isPresent()) throw failure.get();
    }

    /**
     * Makes what an ended job left readable where it is in an image that nobody has mounted, as after the machine was
     * restarted: without it there would seem to be nothing.
     *
     * @param artefacts of a lease
     * @throws IOException it cannot be read now
     */
    public void makeReadable(Path artefacts) throws IOException {
        if (JobUser.weAreRoot()) images.restore(artefacts);
    }

    /**
     * Unmounts and detaches the disk of a job that needs it no more, and removes its image; what the job left stays. Does
     * nothing where that was done.
     *
     * @throws JobFailure to be tried again, as where a process of the job still has the disk
     */
    public void settle(LeaseId lease) throws JobFailure {
        if (!JobUser.weAreRoot()) return;
        Path artefacts = artefacts(lease);
        try {
            if (DiskImage.isSettled(artefacts)) return;
            if (LoopDevices.isMountedInContainer(LoopDevices.of(artefacts), Isolation.ARTEFACTS))
                throw new IOException("a process of the job still runs");
            images.settle(artefacts);
            if (!DiskImage.isSettled(artefacts)) throw new IOException("somebody still uses it");
        } catch (IOException e) {
            throw new JobFailure(
                    JobFailure.Kind.REFUSED_BY_ENGINE,
                    "The disk of the job of lease " + lease + " is still mounted: " + EngineClient.reason(e) + ".",
                    e);
        }
    }
}
