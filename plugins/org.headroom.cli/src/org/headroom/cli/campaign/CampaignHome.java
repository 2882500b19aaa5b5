package org.headroom.cli.campaign;

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
import org.headroom.jobs.DiskPolicy;
import org.headroom.jobs.LeaseDisks;
import org.headroom.model.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/** The campaign's own folder: cleared at the start, and at the end unless something in it is to be looked at. */
final class CampaignHome implements AutoCloseable {
    private static final String LOCK = "headroom-campaign.lock";
    /** All that a campaign puts into its folder: only this is ever removed. */
    private static final List<String> OURS =
            List.of("broker", "chain", "e", "logs", "rig", "renter-1", "renter-2", "scenario.txt");

    private final Path folder;
    private final FileChannel channel;

    private CampaignHome(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @throws IOException if another campaign has it, or it holds other files
     */
    static CampaignHome take(Path folder) throws IOException {
        PrivateFiles.createFolders(folder);
        if (!Files.exists(folder.resolve(LOCK)) && !isEmpty(folder))
            throw new IOException(
                    folder + " holds other files, and the campaign clears its folder when it starts: name an"
                            + " empty or a new folder with --home.");
        FileChannel channel =
                PrivateFiles.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return new CampaignHome(folder, channel);
        } catch (OverlappingFileLockException e) {
            // Said below: another campaign in this very program.
        }
        channel.close();
        throw new IOException("Another campaign runs in " + folder + ": end it first, or name another --home.");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    Path path() {
        return folder;
    }

    /** Nothing is deleted while a container still uses a disk in it. */
    void clear() throws IOException {
        new LeaseDisks(folder.resolve("rig/leases"), DiskPolicy.STANDARD).discardAll();
        for (String name : OURS) {
            Path ours = folder.resolve(name);
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
