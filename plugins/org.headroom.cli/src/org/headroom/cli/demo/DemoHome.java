package org.headroom.cli.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.localchain.ChainLike;
import org.headroom.model.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * The demo's own directory. A demo that was cut off leaves its mark, so that the next one takes its lease up instead of
 * starting afresh.
 */
public final class DemoHome implements AutoCloseable {
    private static final String MARK = "running";
    private static final String LOCK = "headroom-demo.lock";

    /** All that a demo puts into its folder: only this is ever removed. */
    private static final List<String> OURS =
            List.of("broker", "chain", "rig", "renter", "guest", "workspace", "gpu", "window.jsa", "window.log", MARK);

    private final Path directory;
    private final FileChannel channel;

    private DemoHome(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @throws IOException if another demo has it, it holds somebody's files, or it cannot be written */
    public static DemoHome take(Path directory) throws IOException {
        PrivateFiles.createFolders(directory);
        if (!Files.exists(directory.resolve(LOCK)) && !empty(directory))
            throw new IOException(
                    directory + " holds other files, and the demo clears its folder when it starts: name an"
                            + " empty or a new folder with --home.");
        FileChannel channel =
                PrivateFiles.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null;
        } catch (OverlappingFileLockException e) {
            // Said below: another demo in this very program.
        }
        if (locked) {
            PrivateFiles.ownFolder(directory);
            return new DemoHome(directory, channel);
        }
        channel.close();
        throw new IOException("Another demo is running with " + directory + ": end it first, or name another --home.");
    }

    private static boolean empty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Where a demo of this name keeps its files unless told otherwise, by the XDG base directories. */
    public static Path standard(String name) {
        String data = System.getenv("XDG_DATA_HOME");
        Path base = data != null && !data.isBlank()
                ? Path.of(data)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("headroom").resolve(name);
    }

    /** Whether the demo before this one was cut off in the middle. */
    boolean interrupted() {
        return Files.exists(directory.resolve(MARK));
    }

    /**
     * Makes the directory ready: what an interrupted demo left is kept, all else is removed.
     *
     * @param chainLike the chain that is imitated; block numbers on record hold on no other
     * @throws IOException also if the interrupted demo imitated another
     */
    void begin(Optional<ChainLike> chainLike) throws IOException {
        String name = chainLike.map(ChainLike::label).orElse("");
        if (interrupted()) requireSame(name);
        else clear();
        PrivateFiles.writeString(directory.resolve(MARK), name);
    }

    private void requireSame(String name) throws IOException {
        String before = Files.readString(directory.resolve(MARK)).strip();
        if (!before.equals(name))
            throw new IOException("The demo in " + directory + " was cut off and goes on only as it began: start it "
                    + (before.isEmpty() ? "without --chain-like" : "with --chain-like " + before)
                    + ", or name another --home.");
    }

    /** There is nothing to take up again. */
    public void finish() throws IOException {
        Files.deleteIfExists(directory.resolve(MARK));
    }

    private void clear() throws IOException {
        for (String name : OURS) {
            Path ours = directory.resolve(name);
            if (Files.exists(ours, LinkOption.NOFOLLOW_LINKS)) remove(ours);
        }
    }

    /** Links are removed, never followed. */
    private static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                if (e != null) throw e;
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    Path broker() {
        return directory.resolve("broker");
    }

    Path chain() {
        return directory.resolve("chain");
    }

    /** The rig's own home. */
    public Path rig() {
        return directory.resolve("rig");
    }

    Path leases() {
        return rig().resolve("leases");
    }

    Path renter() {
        return directory.resolve("renter");
    }

    /** A second renter's directory, for a person to rent with. */
    Path guest() {
        return directory.resolve("guest");
    }

    Path workspace() {
        return directory.resolve("workspace");
    }

    Path gpu() {
        return directory.resolve("gpu");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
