package org.headroom.jobs;

import java.util.Optional;
import org.headroom.model.job.JobDisk;
import org.headroom.model.job.JobLogSize;
import org.headroom.model.units.ByteCount;

/**
 * How much disk a job gets, and what of it is whose.
 *
 * @param standard for orders that name no disk
 * @param files that a job may make
 * @param imageAllowed whether a disk image may be mounted at the artefacts directory; where it is not or cannot be, the
 *     directory is watched
 * @param copied a job's artefacts up to this size, holes counted, leave the image when its container is removed, if they
 *     are not too many files; others stay in it, mounted read-only, or unmounted where they cannot be copied
 * @param io how fast a job may use the disks
 */
public record DiskPolicy(ByteCount standard, int files, boolean imageAllowed, ByteCount copied, IoPolicy io) {
    /** {@link JobDisk#STANDARD}, and as many files as a receipt's digest lists. */
    public static final DiskPolicy STANDARD =
            new DiskPolicy(JobDisk.STANDARD, 100_000, true, new ByteCount(256L << 20));

    /** Where the engine keeps one log and the reader may still have the one before open. */
    private static final int LOGS = 2;

    private static final int LOG_SHARE = 16;

    /** With the standard limit of speed. */
    DiskPolicy(ByteCount standard, int files, boolean imageAllowed, ByteCount copied) {
        this(standard, files, imageAllowed, copied, IoPolicy.STANDARD);
    }

    /** The same with another limit of speed. */
    public DiskPolicy withIo(IoPolicy other) {
        return new DiskPolicy(standard, files, imageAllowed, copied, other);
    }

    /** What an order's disk comes to, for everything together. */
    long bytes(Optional<ByteCount> named) {
        return Math.max(JobLogSize.LEAST_DISK, named.orElse(standard).bytes());
    }

    /**
     * The limit of the engine's log. Podman tells it back with four digits, so it has no more.
     *
     * @param disk of the job in bytes, for everything together
     */
    static long logBytes(long disk) {
        long most = Math.clamp(disk / LOG_SHARE, 1_000, Isolation.LOG_BYTES);
        long unit = 1;
        while (most / unit >= 10_000) unit *= 10;
        return most / unit * unit;
    }

    /**
     * What the logs, the engine's and the rig's, leave for the artefacts. The rest of what a job writes is in memory:
     * its root is read-only.
     */
    static long artefactBytes(long disk) {
        return disk - LOGS * logBytes(disk) - JobLogSize.bytes(disk);
    }
}
