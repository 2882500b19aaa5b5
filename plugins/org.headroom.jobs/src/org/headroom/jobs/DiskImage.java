package org.headroom.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.model.job.JobFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hard bound of a job's disk: its artefacts directory is a file system of fixed size, in an image file beside it,
 * mounted by a loop device. Needs root. The image's blocks are allocated at once where the disk's file system can do
 * that, so that the job gets what its order named. The mount outlives the rig's process. Any thread; blocks.
 *
 * <p>Beside the directory {@code artefacts} lie: {@code artefacts.img}, in use; {@code artefacts.img.new}, in the making;
 * {@code artefacts.img.done}, copied out; {@code artefacts.copy}, the copy.
 */
final class DiskImage {
    private static final Logger LOG = LoggerFactory.getLogger(DiskImage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration COPY_PATIENCE = Duration.ofMinutes(5);
    /** Left to everybody else on the disk that the image is made on. */
    private static final long LEFT_FREE = 64L << 20;

    private static final int BYTES_PER_FILE = 4096;
    private static final int LEAST_FILES = 64;
    private static final int UNMOUNT_TRIES = 5;

    private final DiskPolicy policy;
    private volatile boolean usable;

    DiskImage(DiskPolicy policy) {
        this.policy = policy;
        this.usable = policy.imageAllowed() && JobUser.weAreRoot();
    }

    private static Path beside(Path artefacts, String suffix) {
        return artefacts.resolveSibling(artefacts.getFileName() + suffix);
    }

    private static Path image(Path artefacts) {
        return beside(artefacts, ".img");
    }

    /** Whether the directory is a file system of its own just now. */
    static boolean isMounted(Path artefacts) {
        try {
            Path parent = artefacts.toAbsolutePath().getParent();
            return parent != null
                    && Files.isDirectory(artefacts, LinkOption.NOFOLLOW_LINKS)
                    && !Files.getAttribute(artefacts, "unix:dev", LinkOption.NOFOLLOW_LINKS)
                            .equals(Files.getAttribute(parent, "unix:dev"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether the directory's size has a hard bound just now. */
    static boolean bounds(Path artefacts) {
        return Files.isRegularFile(image(artefacts), LinkOption.NOFOLLOW_LINKS) && isMounted(artefacts);
    }

    /** Whether a finished job's artefacts are in an image, mounted read-only, and stay there. */
    static boolean isKept(Path artefacts) {
        try {
            return bounds(artefacts) && Files.getFileStore(artefacts).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Gives the directory its bound; asked again, it mounts what is there.
     *
     * @return false where that is impossible here; the directory is to be watched then
     * @throws JobFailure DISK_FULL where the disk has less left than the job is to get
     */
    boolean attach(Path artefacts, long bytes) throws JobFailure {
        if (bounds(artefacts)) return true;
        if (!usable) return false;
        try {
            boolean there = Files.exists(image(artefacts), LinkOption.NOFOLLOW_LINKS);
            if (!there && !isEmpty(artefacts)) return false;
            Files.createDirectories(artefacts);
            if (!there) make(artefacts, bytes);
            mount(artefacts, "rw");
            // The digest lists what the job left, and nothing else.
            Files.deleteIfExists(artefacts.resolve("lost+found"));
            return true;
        } catch (IOException e) {
            discardEmpty(artefacts);
            JobFailure failure = EngineClient.refused("The job's disk could not be made", EngineClient.reason(e));
            if (failure.kind() == JobFailure.Kind.DISK_FULL) throw failure;
            usable = false;
            LOG.warn("Disks of jobs are watched, not bounded: {}", EngineClient.reason(e));
            return false;
        }
    }

    private void make(Path artefacts, long bytes) throws IOException {
        Path fresh = beside(artefacts, ".img.new");
        Files.deleteIfExists(fresh);
        if (Files.getFileStore(artefacts).getUsableSpace() - bytes < LEFT_FREE)
            throw new IOException("No space left on device for the " + bytes + " bytes of its order");
        long size = bytes / BYTES_PER_FILE * BYTES_PER_FILE;
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                fresh, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
        try {
            Command.run(PATIENCE, "fallocate", "-l", Long.toString(size), fresh.toString());
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("No space left")) throw e;
            LOG.debug("The image stays sparse: {}", e.getMessage());
        }
        long files = Math.clamp(size / BYTES_PER_FILE, LEAST_FILES, policy.files());
        Command.run(
                PATIENCE,
                "mkfs.ext4",
                "-q",
                "-F",
                "-m",
                "0",
                "-O",
                "^has_journal,^resize_inode",
                "-E",
                "nodiscard,lazy_itable_init=1",
                "-N",
                Long.toString(files),
                fresh.toString());
        Files.move(fresh, image(artefacts), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void mount(Path artefacts, String access) throws IOException {
        Command.run(
                PATIENCE,
                "mount",
                "-t",
                "ext4",
                "-o",
                "loop,nodev,nosuid,noatime,errors=remount-ro," + access,
                image(artefacts).toString(),
                artefacts.toString());
        if (!isMounted(artefacts)) throw new IOException("mount reports success, but " + artefacts + " is not mounted");
    }

    private static void unmount(Path artefacts) throws IOException {
        for (int n = 1; isMounted(artefacts); n++) {
            try {
                // A shell of the owner that stands in the directory keeps its view of it.
                if (n < UNMOUNT_TRIES) Command.run(PATIENCE, "umount", artefacts.toString());
                else Command.run(PATIENCE, "umount", "-l", artefacts.toString());
            } catch (IOException e) {
                if (n >= UNMOUNT_TRIES) throw e;
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L * n);
            }
        }
    }

    /** Makes what a finished job left readable again after the machine was restarted; else does nothing. */
    void restore(Path artefacts) throws IOException {
        if (Files.isRegularFile(image(artefacts), LinkOption.NOFOLLOW_LINKS) && !isMounted(artefacts))
            mount(artefacts, "ro");
    }

    /**
     * After the container is gone: takes the artefacts out of the image, or makes the image smaller and read-only where
     * they are too large for that. May be called again, also after it was cut short.
     */
    void settle(Path artefacts) throws IOException {
        Path copy = beside(artefacts, ".copy");
        Path done = beside(artefacts, ".img.done");
        if (Files.exists(done)) {
            finish(artefacts, copy, done);
            return;
        }
        Files.deleteIfExists(beside(artefacts, ".img.new"));
        if (!Files.isRegularFile(image(artefacts), LinkOption.NOFOLLOW_LINKS)) return;
        restore(artefacts);
        FileStore inside = Files.getFileStore(artefacts);
        long used = inside.getTotalSpace() - inside.getUnallocatedSpace();
        FileStore outside = Files.getFileStore(image(artefacts));
        if (used > policy.copied().bytes() || outside.getUsableSpace() - used < LEFT_FREE) {
            keep(artefacts);
            return;
        }
        FileTree.delete(copy, Integer.MAX_VALUE);
        Files.createDirectory(copy);
        Command.run(COPY_PATIENCE, "cp", "-a", "--one-file-system", artefacts + "/.", copy.toString());
        unmount(artefacts);
        Files.move(image(artefacts), done, StandardCopyOption.ATOMIC_MOVE);
        finish(artefacts, copy, done);
    }

    private static void finish(Path artefacts, Path copy, Path done) throws IOException {
        // Takes the place of the empty directory that the image was mounted at.
        if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS))
            Files.move(copy, artefacts, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(done);
    }

    private static void keep(Path artefacts) throws IOException {
        try {
            Command.run(PATIENCE, "fstrim", artefacts.toString());
        } catch (IOException e) {
            LOG.debug("The image keeps its size: {}", e.getMessage());
        }
        Command.run(PATIENCE, "mount", "-o", "remount,ro", artefacts.toString());
    }

    /** Unmounts, and deletes image and copies; the directory itself stays, empty where there was an image. */
    static void discard(Path artefacts) throws IOException {
        if (Files.exists(image(artefacts), LinkOption.NOFOLLOW_LINKS)) unmount(artefacts);
        for (String suffix : new String[] {".img", ".img.new", ".img.done"})
            Files.deleteIfExists(beside(artefacts, suffix));
    }

    private static void discardEmpty(Path artefacts) {
        try {
            if (isEmpty(artefacts)) discard(artefacts);
        } catch (IOException e) {
            LOG.warn("A disk image is left behind beside {}: {}", artefacts, EngineClient.reason(e));
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) return true;
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return false;
        try (Stream<Path> files = Files.list(directory)) {
            return files.allMatch(file -> file.endsWith("lost+found"));
        }
    }
}
