package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the job is inside its container, chosen so that it is not root and can yet write its artefacts.
 *
 * <ul>
 * <li>{@link #OWN}: we are root, so the directory can be given away to a user that owns nothing else, see {@link JobUids}.
 * <li>{@link #MAPPED}: rootless Podman maps our own user to that number, the directory stays ours.
 * <li>{@link #OURSELVES}: an engine of root's that we may use without being root; giving away is not ours to do.
 * <li>{@link #ROOT_OF_NAMESPACE}: rootless Docker can map our user to nothing but its namespace's root, which outside
 *     is an ordinary user; without any capability.
 * </ul>
 */
enum JobUser {
    OWN,
    MAPPED,
    OURSELVES,
    ROOT_OF_NAMESPACE;

    static final int NOBODY_ID = 65534;
    private static final Logger LOG = LoggerFactory.getLogger(JobUser.class);

    static JobUser of(boolean rootlessEngine, boolean canMap, boolean weAreRoot) {
        if (rootlessEngine) return canMap ? MAPPED : ROOT_OF_NAMESPACE;
        return weAreRoot ? OWN : OURSELVES;
    }

    static boolean weAreRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /**
     * Makes the directory, gives it to the job's user, and says who that is in the container: {@code uid:gid}.
     *
     * @param uid of {@link #OWN}
     * @param mapped whether the container has a user namespace, in which that one is {@link #NOBODY_ID}
     */
    String prepare(Path artefacts, long uid, boolean mapped) throws JobFailure {
        try {
            PrivateFiles.createFolders(artefacts);
            if (!Files.isDirectory(artefacts, LinkOption.NOFOLLOW_LINKS))
                throw new IOException("it is a link, not a directory");
            // Only the job and we look into it.
            Files.setPosixFilePermissions(artefacts, PosixFilePermissions.fromString("rwx------"));
            if (this == OWN) give(artefacts, Math.toIntExact(uid));
            return switch (this) {
                case OWN -> mapped ? NOBODY_ID + ":" + NOBODY_ID : uid + ":" + uid;
                case MAPPED -> NOBODY_ID + ":" + NOBODY_ID;
                case ROOT_OF_NAMESPACE -> "0:0";
                case OURSELVES ->
                    Files.getAttribute(artefacts, "unix:uid") + ":" + Files.getAttribute(artefacts, "unix:gid");
            };
        } catch (IOException | UnsupportedOperationException e) {
            throw new JobFailure(
                    Kind.REFUSED_BY_ENGINE,
                    "The directory for the job's artefacts, " + artefacts + ", cannot be made ready: " + e.getMessage()
                            + "; check its owner and the disk.",
                    e);
        }
    }

    private static void give(Path directory, int uid) throws IOException {
        Files.setAttribute(directory, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(directory, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Takes the disk out of use, and the directory back, so that the next job that runs as the same user has nothing of
     * this one. What it left is not looked through. A disk that cannot be settled now is settled when the lease folders
     * are cleaned.
     */
    void takeBack(Path artefacts, DiskImage disks) {
        try {
            disks.settle(artefacts);
        } catch (IOException e) {
            LOG.warn("The disk at {} is settled later: {}", artefacts, EngineClient.reason(e));
        }
        // What stays in its image is mounted read-only, and no job sees a file system of the host.
        boolean there = Files.isDirectory(artefacts, LinkOption.NOFOLLOW_LINKS);
        if (this != OWN || !there || DiskImage.isKept(artefacts)) return;
        try {
            give(artefacts, 0);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("{} still belongs to the user that the job ran as: {}", artefacts, e.getMessage());
        }
    }
}
