package org.headroom.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.headroom.model.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a rig's home, and what the rig has written there, its user's alone: orders, logs of jobs and the ledger tell of
 * renters. Keys and passphrases are left as they are: those that others could read are refused when they are opened.
 */
final class PrivateHome {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateHome.class);
    /** How the names of what the rig writes begin. */
    private static final List<String> OURS = List.of(
            "rig.json",
            "bidding.json",
            "availability.json",
            "health.properties",
            "ledger.",
            "numbers-of-",
            "lost-ledger-",
            "telemetry.",
            "decisions.",
            "engine");

    private static final String LEASES = "leases";
    private static final int MOST_FILES = 10_000;
    private static final int MOST_LEASES = 200_000;
    /** In a lease's folder; what a job left in one of its folders belongs to the job's user. */
    private static final int MOST_OF_LEASE = 100;
    /** The bit of folders, such as {@code /tmp}, in which each user has files. */
    private static final int STICKY = 01000;

    private PrivateHome() {}

    /** Makes the home where there is none. A file of another user is left as it is, and said. */
    static void prepare(Path home) throws IOException {
        PrivateFiles.createFolders(home);
        try {
            if (Files.isDirectory(home.resolve(LEASES), LinkOption.NOFOLLOW_LINKS)) tightenLeases(home.resolve(LEASES));
            PrivateFiles.tightenIn(home, MOST_FILES, PrivateHome::isOurs);
            if (!isShared(home)) PrivateFiles.tighten(home);
        } catch (IOException e) {
            LOG.warn(
                    "Other users may be able to read files in {}: their rights cannot be changed ({}). Make the folder"
                            + " and what is in it your own: chown it to the user that runs Headroom, and chmod 700 it.",
                    home,
                    e.toString());
        }
    }

    private static boolean isOurs(Path file) {
        String name = String.valueOf(file.getFileName());
        return OURS.stream().anyMatch(name::startsWith);
    }

    /** Once: from then on the folder above keeps others out, and what is made in it is made so. */
    private static void tightenLeases(Path leases) throws IOException {
        if (!isOpen(leases)) return;
        PrivateFiles.tightenIn(leases, MOST_LEASES, entry -> true);
        int left = MOST_LEASES;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(leases)) {
            for (Path lease : entries) {
                if (left-- <= 0) break;
                if (Files.isDirectory(lease, LinkOption.NOFOLLOW_LINKS))
                    PrivateFiles.tightenIn(
                            lease, MOST_OF_LEASE, entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS));
            }
        }
        PrivateFiles.tighten(leases);
    }

    private static boolean isOpen(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) return false;
        return Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).stream()
                .map(PosixFilePermission::name)
                .anyMatch(right -> !right.startsWith("OWNER"));
    }

    private static boolean isShared(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) return false;
        return Files.getAttribute(folder, "unix:mode") instanceof Integer mode && (mode & STICKY) != 0;
    }
}
