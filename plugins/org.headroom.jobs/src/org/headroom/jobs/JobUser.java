package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/**
 * Who the job is inside its container, chosen so that it is not root and can yet write its artefacts.
 *
 * <ul>
 * <li>{@link #NOBODY}: we are root, so the directory can be given away to a user that owns nothing else.
 * <li>{@link #MAPPED}: rootless Podman maps our own user to that number, the directory stays ours.
 * <li>{@link #OURSELVES}: an engine of root's that we may use without being root; giving away is not ours to do.
 * <li>{@link #ROOT_OF_NAMESPACE}: rootless Docker can map our user to nothing but its namespace's root, which outside
 *     is an ordinary user; without any capability.
 * </ul>
 */
enum JobUser {
    NOBODY,
    MAPPED,
    OURSELVES,
    ROOT_OF_NAMESPACE;

    static final int NOBODY_ID = 65534;

    static JobUser of(boolean rootlessEngine, boolean canMap, boolean weAreRoot) {
        if (rootlessEngine) return canMap ? MAPPED : ROOT_OF_NAMESPACE;
        return weAreRoot ? NOBODY : OURSELVES;
    }

    static boolean weAreRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Makes the directory, gives it to the job's user, and says who that is: {@code uid:gid}. */
    String prepare(Path artefacts) throws JobFailure {
        try {
            PrivateFiles.createFolders(artefacts);
            if (!Files.isDirectory(artefacts, LinkOption.NOFOLLOW_LINKS))
                throw new IOException("it is a link, not a directory");
            // Only the job and we look into it.
            Files.setPosixFilePermissions(artefacts, PosixFilePermissions.fromString("rwx------"));
            if (this == NOBODY) {
                Files.setAttribute(artefacts, "unix:uid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(artefacts, "unix:gid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
            }
            return switch (this) {
                case NOBODY, MAPPED -> NOBODY_ID + ":" + NOBODY_ID;
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
}
