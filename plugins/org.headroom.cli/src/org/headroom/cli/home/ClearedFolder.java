package org.headroom.cli.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.headroom.model.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/** A folder of the owner's alone that one run at a time has, and that a run clears of what earlier ones left. */
public final class ClearedFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private ClearedFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder where there is none, and locks it.
     *
     * @param owner what runs in it, for people: {@code demo}
     * @throws IOException if another run has it, it holds somebody's files, or it cannot be written
     */
    public static ClearedFolder take(Path path, String owner) throws IOException {
        PrivateFiles.createFolders(path);
        Path lock = path.resolve("headroom-" + owner + ".lock");
        if (!Files.exists(lock) && !isEmpty(path))
            throw new IOException(path + " holds other files, and the " + owner
                    + " clears its folder when it starts: name an empty or a new folder with --home.");
        FileChannel channel = PrivateFiles.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                PrivateFiles.ownFolder(path);
                return new ClearedFolder(path, channel);
            }
        } catch (OverlappingFileLockException e) {
            // Said below: another run in this very program.
        }
        channel.close();
        throw new IOException(
                "Another " + owner + " is running with " + path + ": end it first, or name another --home.");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    public Path path() {
        return path;
    }

    /** Removes these entries where they are there, and nothing else. */
    public void clear(List<String> names) throws IOException {
        for (String name : names) {
            Path entry = path.resolve(name);
            if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) remove(entry);
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
