package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Directories that a job may have filled: measured and deleted without following a link or leaving the file system. */
final class FileTree {
    /** Beyond it a path comes too near to what the system takes; deeper directories are moved up before. */
    private static final int LONGEST_PATH = 2_000;

    private static final int AT_ONCE = 256;
    private static final int BLOCK = 512;
    private static final int PAGE = 4096;

    private FileTree() {}

    /**
     * What a tree takes.
     *
     * @param bytes in allocated blocks
     * @param whole false where measuring stopped at a limit
     */
    record Size(long bytes, long entries, boolean whole) {}

    /**
     * Counts until a limit is passed. What vanishes meanwhile is not counted.
     *
     * @throws IOException the size is unknown
     */
    static Size measure(Path directory, long maxBytes, long maxEntries, Duration limit) throws IOException {
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isDirectory()) return new Size(0, 0, true);
        } catch (NoSuchFileException e) {
            return new Size(0, 0, true);
        }
        long[] sums = {0, -1};
        Set<String> linked = new HashSet<>();
        boolean[] understood = {true};
        boolean[] whole = {true};
        // Java does not tell allocated blocks; a path deeper than a name may be long is no trouble to find.
        Command.lines(
                limit,
                false,
                line -> {
                    String[] f = line.split(" ");
                    if (f.length != 3 || !f[0].matches("[0-9]{1,16}")) {
                        understood[0] = false;
                        return false;
                    }
                    sums[1]++;
                    if (f[1].equals("1") || linked.add(f[2])) sums[0] += Long.parseLong(f[0]) * BLOCK;
                    whole[0] = sums[0] <= maxBytes && sums[1] <= maxEntries;
                    return whole[0];
                },
                search(directory, JobUser.weAreRoot()).toArray(String[]::new));
        if (!understood[0] || sums[1] < 0) return measureBySize(directory, maxBytes, maxEntries);
        return new Size(sums[0], sums[1], whole[0]);
    }

    /**
     * A search that opens directories which a job has closed to their owner, before it descends into them: what is in them
     * would neither count nor be deleted. Root needs none of it.
     */
    static List<String> search(Path directory, boolean root) {
        List<String> command = new ArrayList<>(List.of("find", directory.toString(), "-xdev"));
        if (!root)
            command.addAll(List.of(
                    "(",
                    "-type",
                    "d",
                    "!",
                    "(",
                    "-readable",
                    "-executable",
                    ")",
                    "-exec",
                    "chmod",
                    "u+rwx",
                    "{}",
                    ";",
                    ")",
                    ","));
        command.addAll(List.of("-printf", "%b %n %i\\n"));
        return command;
    }

    /** @throws IOException it stays closed, as one that belongs to somebody else does */
    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    /** Where find is not GNU's. A sparse file counts as if it had no holes. */
    private static Size measureBySize(Path directory, long maxBytes, long maxEntries) throws IOException {
        long[] sums = {0, -1};
        Files.walkFileTree(directory, new java.nio.file.SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is) {
                return count(PAGE);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes is) {
                return count((is.size() + PAGE - 1) / PAGE * PAGE);
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            private FileVisitResult count(long bytes) {
                sums[0] += bytes;
                sums[1]++;
                return sums[0] <= maxBytes && sums[1] <= maxEntries
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.TERMINATE;
            }
        });
        return new Size(sums[0], sums[1], sums[0] <= maxBytes && sums[1] <= maxEntries);
    }

    /**
     * Deletes a tree, links themselves and not what they point to.
     *
     * @param most entries in this call
     * @return how many entries it took; {@code most} where something may be left
     * @throws IOException something cannot be deleted, as another file system that is mounted in it
     */
    static int delete(Path root, int most) throws IOException {
        int left = most;
        Deque<Path> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Path path = open.peek();
            if (left-- <= 0) return most;
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
                open.pop();
                continue;
            }
            if (!path.equals(root) && DiskImage.isMounted(path))
                throw new IOException("another file system is mounted at " + path);
            List<Path> below = new ArrayList<>();
            if (!JobUser.weAreRoot() && !(Files.isReadable(path) && Files.isWritable(path) && Files.isExecutable(path)))
                open(path);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    if (left <= 0) return most;
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        if (below.size() < AT_ONCE) below.add(entry);
                    } else {
                        Files.deleteIfExists(entry);
                        left--;
                    }
                }
            } catch (NoSuchFileException e) {
                open.pop();
                continue;
            }
            if (below.isEmpty()) {
                Files.deleteIfExists(path);
                open.pop();
            }
            for (Path directory : below) {
                if (directory.toString().length() > LONGEST_PATH)
                    Files.move(directory, freeName(root), StandardCopyOption.ATOMIC_MOVE);
                else open.push(directory);
            }
        }
        return most - left;
    }

    private static Path freeName(Path root) {
        long n = System.nanoTime();
        while (Files.exists(root.resolve("deep-" + n), LinkOption.NOFOLLOW_LINKS)) n++;
        return root.resolve("deep-" + n);
    }
}
