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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.JobFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hard bound of a job's disk: its artefacts directory is a file system of fixed size, in an image file beside it,
 * mounted by a loop device. Needs root. The image's blocks are allocated at once where the disk's file system can do
 * that, so that the job gets what its order named. The mount outlives the rig's process. Any thread; blocks.
 *
 * <p>Beside the directory {@code artefacts} lie: {@code artefacts.img}, in use; {@code artefacts.img.new}, in the
 * making; {@code artefacts.img.done}, copied out; {@code artefacts.copy}, the copy; {@code artefacts.img.left}, not to be
 * copied and unmounted for good, with the reason in {@code artefacts.note}.
 */
final class DiskImage {
    private static final Logger LOG = LoggerFactory.getLogger(DiskImage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Left to everybody else on the disk that the image is made on. */
    private static final long LEFT_FREE = 64L << 20;

    private static final int BYTES_PER_FILE = 4096;
    private static final int LEAST_FILES = 64;
    /** More are not copied, which would take the disk for minutes, but stay in the image, which is deleted as one file. */
    private static final long MOST_COPIED_FILES = 10_000;
    /** Images of ended jobs that stay mounted at the same time; each takes memory and a line of every mount table. */
    private static final int MOST_MOUNTED = 128;

    /** Of a file system with blocks of 4 KiB. */
    private static final long GROUP_BYTES = 128L << 20;
    /** As many inodes of 256 bytes are in a block. */
    private static final int GROUP_STEP = 16;

    private static final int UNMOUNT_TRIES = 5;
    private static final String LOST_AND_FOUND = "lost+found";
    private static final String IMAGE = ".img";
    private static final String NEW = ".img.new";
    private static final String DONE = ".img.done";
    private static final String COPY = ".copy";
    private static final String LEFT = ".img.left";
    private static final String NOTE = ".note";
    /** Of what is mounted, attached or half done. */
    private static final List<String> SUFFIXES = List.of(IMAGE, NEW, DONE, COPY);
    /** More than the directories that are worked on at once; two that share one wait for each other. */
    private static final int LOCKS = 64;

    private final DiskPolicy policy;
    /** Told after each step that leaves something behind if it is the last one. */
    private final Consumer<String> steps;

    private final int mostMounted;

    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    private final CopyTries tries = new CopyTries();
    /** False from a failure on that comes again with every job. */
    private volatile boolean usable;

    DiskImage(DiskPolicy policy) {
        this(policy, step -> {});
    }

    /** @param steps told after each step of setting up and taking down */
    DiskImage(DiskPolicy policy, Consumer<String> steps) {
        this(policy, steps, MOST_MOUNTED);
    }

    /** @param mostMounted images of ended jobs that stay mounted at the same time */
    DiskImage(DiskPolicy policy, Consumer<String> steps, int mostMounted) {
        this.policy = policy;
        this.steps = steps;
        this.mostMounted = mostMounted;
        this.usable = policy.imageAllowed() && JobUser.weAreRoot();
    }

    DiskPolicy policy() {
        return policy;
    }

    /** Whether a file is the image of a job's disk, by its name. */
    static boolean isImage(Path file) {
        return String.valueOf(file.getFileName()).startsWith("artefacts" + IMAGE);
    }

    /** Whether an image or a copy lies beside a directory. */
    static boolean isBeside(Path artefacts) {
        return SUFFIXES.stream().anyMatch(s -> Files.exists(beside(artefacts, s), LinkOption.NOFOLLOW_LINKS));
    }

    /** Whether nothing is mounted, attached or half done; a finished job's artefacts may stay in an image. */
    static boolean isSettled(Path artefacts) throws IOException {
        if (isKept(artefacts))
            return Stream.of(NEW, DONE, COPY)
                    .noneMatch(s -> Files.exists(beside(artefacts, s), LinkOption.NOFOLLOW_LINKS));
        return !isBeside(artefacts) && LoopDevices.of(artefacts).isEmpty();
    }

    /** The engine, the clean-up of folders and a sweep may come to one directory at the same time. */
    private ReentrantLock lock(Path artefacts) {
        Path path = artefacts.toAbsolutePath().normalize();
        ReentrantLock lock = locks.get(Math.floorMod(path.hashCode(), LOCKS));
        lock.lock();
        return lock;
    }

    private static Path beside(Path artefacts, String suffix) {
        return artefacts.resolveSibling(artefacts.getFileName() + suffix);
    }

    private static Path image(Path artefacts) {
        return beside(artefacts, IMAGE);
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
     * @return false where that is impossible here or fails; the directory is to be watched then
     * @throws JobFailure DISK_FULL where the disk has less left than the job is to get
     */
    boolean attach(Path artefacts, long bytes) throws JobFailure {
        ReentrantLock lock = lock(artefacts);
        try {
            if (!bounds(artefacts)) {
                if (!usable) return false;
                boolean there = Files.exists(image(artefacts), LinkOption.NOFOLLOW_LINKS);
                if (!there && !isEmpty(artefacts)) return false;
                PrivateFiles.createFolders(artefacts);
                steps.accept("directory made");
                if (!there) make(artefacts, bytes);
                mount(artefacts, "rw");
                steps.accept("mounted");
            }
            removeLostAndFound(artefacts);
            steps.accept("emptied");
            return true;
        } catch (IOException e) {
            discardEmpty(artefacts);
            JobFailure failure = EngineClient.refused("The job's disk could not be made", EngineClient.reason(e));
            if (failure.kind() == JobFailure.Kind.DISK_FULL) throw failure;
            if (isLasting(e)) {
                usable = false;
                LOG.warn(
                        "Disks of jobs are watched, not bounded, until the rig starts again: {}",
                        EngineClient.reason(e));
            } else {
                LOG.warn(
                        "The disk at {} is watched, not bounded; the next job's is tried again: {}",
                        artefacts,
                        EngineClient.reason(e));
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a failure comes again with every job: a missing program, or a mount that this process may not make. */
    static boolean isLasting(IOException failure) {
        String said = EngineClient.reason(failure).toLowerCase(Locale.ROOT);
        return failure instanceof Command.Missing
                || said.startsWith("mount failed")
                        && Stream.of("permission denied", "operation not permitted", "must be superuser")
                                .anyMatch(said::contains);
    }

    /** The digest lists what the job left and nothing else. What a job made under that name belongs to the job's user. */
    private static void removeLostAndFound(Path artefacts) throws IOException {
        Path directory = artefacts.resolve(LOST_AND_FOUND);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS)))
            Files.deleteIfExists(directory);
    }

    private void make(Path artefacts, long bytes) throws IOException {
        Path fresh = beside(artefacts, NEW);
        Files.deleteIfExists(fresh);
        if (Files.getFileStore(artefacts).getUsableSpace() - bytes < LEFT_FREE)
            throw new IOException("No space left on device for the " + bytes + " bytes of its order");
        long size = bytes / BYTES_PER_FILE * BYTES_PER_FILE;
        try (FileChannel channel = PrivateFiles.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
        steps.accept("image made");
        try {
            Command.run(PATIENCE, "fallocate", "-l", Long.toString(size), fresh.toString());
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("No space left")) throw e;
            LOG.debug("The image stays sparse: {}", e.getMessage());
        }
        steps.accept("blocks allocated");
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
                Long.toString(inodes(size, policy.files())),
                fresh.toString());
        steps.accept("file system made");
        Files.move(fresh, image(artefacts), StandardCopyOption.ATOMIC_MOVE);
        steps.accept("image in place");
    }

    /**
     * How many files mkfs.ext4 is asked for, so that a job gets no more than {@code most} of them: it rounds up in each
     * of its groups of blocks. Beyond {@code most} × 8 MiB a group's least is more than that.
     */
    static long inodes(long size, int most) {
        long wanted = Math.clamp(size / BYTES_PER_FILE, LEAST_FILES, most);
        long groups = Math.ceilDiv(size, GROUP_BYTES);
        return Math.max(1, wanted / groups / GROUP_STEP) * GROUP_STEP * groups;
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
                LockSupport.parkNanos(100_000_000L * n);
            }
        }
        LoopDevices.detach(artefacts);
    }

    /**
     * Makes what a finished job left readable again after the machine was restarted; else does nothing.
     *
     * @throws IOException it cannot be mounted, or stays unmounted
     */
    void restore(Path artefacts) throws IOException {
        ReentrantLock lock = lock(artefacts);
        try {
            if (!Files.exists(image(artefacts), LinkOption.NOFOLLOW_LINKS)
                    && Files.exists(beside(artefacts, LEFT), LinkOption.NOFOLLOW_LINKS))
                throw new IOException("it stays unmounted in " + beside(artefacts, LEFT));
            if (!Files.isRegularFile(image(artefacts), LinkOption.NOFOLLOW_LINKS) || isMounted(artefacts)) return;
            // One that was attached for a mount that never came.
            LoopDevices.detach(artefacts);
            mount(artefacts, "ro");
        } finally {
            lock.unlock();
        }
    }

    /**
     * After the container is gone: takes the artefacts out of the image, or makes the image smaller and read-only where
     * they are too large for that. Where neither can be done, the image is unmounted and stays as a file. May be called
     * again, also after it was cut short.
     *
     * @throws IOException to be tried again; what cannot be copied is not copied again
     */
    void settle(Path artefacts) throws IOException {
        ReentrantLock lock = lock(artefacts);
        try {
            if (Files.exists(beside(artefacts, DONE))) finish(artefacts);
            else if (Files.isRegularFile(image(artefacts), LinkOption.NOFOLLOW_LINKS)) takeOutOrLeave(artefacts);
            // Somebody deleted the image of a disk that is mounted, and with it what the job left.
            else if (!LoopDevices.of(artefacts).isEmpty()) unmount(artefacts);
            Files.deleteIfExists(beside(artefacts, NEW));
            FileTree.delete(beside(artefacts, COPY), Integer.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    private void takeOutOrLeave(Path artefacts) throws IOException {
        Path key = artefacts.toAbsolutePath().normalize();
        Optional<String> givenUp = tries.givenUp(key);
        if (givenUp.isEmpty()) {
            try {
                takeOut(artefacts);
            } catch (IOException e) {
                givenUp = tries.failed(key, e);
                if (givenUp.isEmpty()) throw e;
            }
        }
        if (givenUp.isPresent()) leave(artefacts, givenUp.get());
        tries.forget(key);
    }

    private void takeOut(Path artefacts) throws IOException {
        Path copy = beside(artefacts, COPY);
        restore(artefacts);
        steps.accept("mounted again");
        FileStore inside = Files.getFileStore(artefacts);
        long most = Math.min(policy.copied().bytes(), inside.getTotalSpace());
        long used = inside.getTotalSpace() - inside.getUnallocatedSpace();
        FileStore outside = Files.getFileStore(image(artefacts));
        if (used > most
                || filesIn(artefacts) > MOST_COPIED_FILES
                || outside.getUsableSpace() - used < LEFT_FREE
                || DiskCopy.length(artefacts, copy) > most) {
            keep(artefacts);
            return;
        }
        FileTree.delete(copy, Integer.MAX_VALUE);
        Files.createDirectory(copy);
        steps.accept("copy begun");
        DiskCopy.make(artefacts, copy);
        removeLostAndFound(copy);
        steps.accept("copied");
        unmount(artefacts);
        steps.accept("unmounted");
        Files.move(image(artefacts), beside(artefacts, DONE), StandardCopyOption.ATOMIC_MOVE);
        steps.accept("image done with");
        finish(artefacts);
    }

    /** How many files and directories the file system holds, its own included. Zero where it does not tell. */
    private static long filesIn(Path artefacts) throws IOException {
        long[] files = {0};
        Command.lines(
                PATIENCE,
                false,
                line -> {
                    String[] counts = line.split(" ");
                    if (counts.length == 2 && line.matches("[0-9]{1,18} [0-9]{1,18}"))
                        files[0] = Long.parseLong(counts[0]) - Long.parseLong(counts[1]);
                    return false;
                },
                "stat",
                "-f",
                "-c",
                "%c %d",
                artefacts.toString());
        return files[0];
    }

    private void finish(Path artefacts) throws IOException {
        Path copy = beside(artefacts, COPY);
        // Takes the place of the empty directory that the image was mounted at.
        if (Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS))
            Files.move(copy, artefacts, StandardCopyOption.ATOMIC_MOVE);
        steps.accept("copy in place");
        LoopDevices.detach(artefacts);
        Files.deleteIfExists(beside(artefacts, DONE));
        steps.accept("image deleted");
    }

    private void keep(Path artefacts) throws IOException {
        if (!isKept(artefacts) && LoopDevices.beside(artefacts) > mostMounted)
            throw new DiskCopy.Impossible(mostMounted + " disks of other jobs are mounted");
        trim(artefacts);
        Command.run(PATIENCE, "mount", "-o", "remount,ro", artefacts.toString());
        steps.accept("read-only");
    }

    private void trim(Path artefacts) {
        try {
            Command.run(PATIENCE, "fstrim", artefacts.toString());
        } catch (IOException e) {
            LOG.debug("The image keeps its size: {}", e.getMessage());
        }
        steps.accept("trimmed");
    }

    /** The file system ends here, whatever is in it; its image is deleted with the lease's folder. */
    private void leave(Path artefacts, String why) throws IOException {
        FileTree.delete(beside(artefacts, COPY), Integer.MAX_VALUE);
        steps.accept("copy deleted");
        if (isMounted(artefacts)) trim(artefacts);
        unmount(artefacts);
        steps.accept("unmounted");
        Path left = beside(artefacts, LEFT);
        String note = "What the job left was not copied to " + artefacts + ": " + why + ". It stays, unmounted, in "
                + left + " and is deleted with the folder of its lease. To read it, as root: mount -o loop,ro " + left
                + " /mnt";
        LOG.warn("{}", note);
        try {
            PrivateFiles.writeString(beside(artefacts, NOTE), note + "\n");
        } catch (IOException e) {
            LOG.warn("The same could not be written beside it: {}", EngineClient.reason(e));
        }
        Files.move(image(artefacts), left, StandardCopyOption.ATOMIC_MOVE);
        steps.accept("image left");
    }

    /** Unmounts, and deletes image and copies; the directory itself stays, empty where there was an image. */
    void discardAll(Path artefacts) throws IOException {
        ReentrantLock lock = lock(artefacts);
        try {
            if (isBeside(artefacts) || !LoopDevices.of(artefacts).isEmpty()) unmount(artefacts);
            steps.accept("unmounted");
            for (String suffix : List.of(IMAGE, NEW, DONE, LEFT, NOTE)) Files.deleteIfExists(beside(artefacts, suffix));
            steps.accept("image deleted");
            FileTree.delete(beside(artefacts, COPY), Integer.MAX_VALUE);
            tries.forget(artefacts.toAbsolutePath().normalize());
        } finally {
            lock.unlock();
        }
    }

    /** The same for a directory that nobody else works on. */
    static void discard(Path artefacts) throws IOException {
        new DiskImage(DiskPolicy.STANDARD).discardAll(artefacts);
    }

    private void discardEmpty(Path artefacts) {
        try {
            if (isEmpty(artefacts)) discardAll(artefacts);
        } catch (IOException e) {
            LOG.warn("A disk image is left behind beside {}: {}", artefacts, EngineClient.reason(e));
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) return true;
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return false;
        try (Stream<Path> files = Files.list(directory)) {
            return files.allMatch(file -> file.endsWith(LOST_AND_FOUND));
        }
    }
}
