package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder {@code guard} of a rig's home: a file for each lease whose container may exist, a record for each job that the
 * guard ended, and what the guard says of itself. Each file is replaced as a whole. Any thread; blocks.
 */
public final class GuardFolder {
    static final String LOCK = "lock";
    private static final String NAME = "guard";
    private static final String LEASE = ".lease";
    private static final String ENDED = ".ended";
    private static final String BEAT = "beat";
    private static final String TEMPORARY = ".new";
    /** In a lease's own folder. */
    private static final String NOTE = "guard.ended";

    private static final int MOST_FILES = 1_000;
    private static final int MOST_BYTES = 64 * 1024;

    private final Path folder;
    private final boolean posix;

    private GuardFolder(Path folder) {
        this.folder = folder;
        this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    public static GuardFolder of(Path home) {
        return new GuardFolder(home.toAbsolutePath().normalize().resolve(NAME));
    }

    public Path path() {
        return folder;
    }

    /** Of the rig's owner alone. */
    public void make() throws IOException {
        if (Files.isDirectory(folder)) return;
        Files.createDirectories(folder.getParent());
        Files.createDirectory(folder, permissions("rwx------"));
    }

    boolean isThere() {
        return Files.isDirectory(folder);
    }

    private FileAttribute<?>[] permissions(String text) {
        if (!posix) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))};
    }

    /** @param sync whether it is on the disk when this returns */
    public void put(GuardedJob job, boolean sync) throws IOException {
        write(job.lease() + LEASE, job.format(), sync);
    }

    public Optional<GuardedJob> job(String lease) throws IOException {
        Optional<String> text = read(folder.resolve(lease + LEASE));
        return text.isPresent() ? Optional.of(GuardedJob.parse(text.get())) : Optional.empty();
    }

    public boolean hasJob(String lease) {
        return Files.exists(folder.resolve(lease + LEASE));
    }

    public void removeJob(String lease) throws IOException {
        Files.deleteIfExists(folder.resolve(lease + LEASE));
    }

    public List<String> jobs() throws IOException {
        return leases(LEASE);
    }

    public void put(EndRecord record) throws IOException {
        write(record.lease() + ENDED, record.format(), true);
    }

    public Optional<EndRecord> ended(String lease) throws IOException {
        Optional<String> text = read(folder.resolve(lease + ENDED));
        return text.isPresent() ? Optional.of(EndRecord.parse(text.get())) : Optional.empty();
    }

    public List<String> ended() throws IOException {
        return leases(ENDED);
    }

    public void removeEnded(String lease) throws IOException {
        Files.deleteIfExists(folder.resolve(lease + ENDED));
    }

    /** Where the lease's own folder is kept, which is not lost with this one. */
    private Path ownFolder(String lease) {
        return folder.resolveSibling("leases").resolve(lease);
    }

    /**
     * A record of a job that was ended because this folder had vanished, in the lease's own folder.
     *
     * @return whether there is one
     */
    boolean putNote(EndRecord record) throws IOException {
        Path own = ownFolder(record.lease());
        if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) return false;
        write(own, NOTE, record.format(), true);
        return true;
    }

    public Optional<EndRecord> note(String lease) throws IOException {
        Optional<String> text = read(ownFolder(lease).resolve(NOTE));
        return text.isPresent() ? Optional.of(EndRecord.parse(text.get())) : Optional.empty();
    }

    /** @throws NoSuchFileException where there is no folder */
    private List<String> leases(String end) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + end)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String lease = name.substring(0, name.length() - end.length());
                if (GuardedJob.isLease(lease) && found.size() < MOST_FILES) found.add(lease);
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    void put(Beat beat) throws IOException {
        write(BEAT, beat.text(), false);
    }

    /** The last beat; empty where no guard has given one, or it cannot be read. */
    public Optional<Beat> beat() {
        try {
            Optional<String> text = read(folder.resolve(BEAT));
            return text.isPresent() ? Optional.of(Beat.parse(text.get())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) throw new IOException(file + " is too long");
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void write(String name, String text, boolean sync) throws IOException {
        write(folder, name, text, sync);
    }

    /** Properties are ASCII. A file whose writer died stays as it was before. */
    private void write(Path folder, String name, String text, boolean sync) throws IOException {
        Path temporary = folder.resolve(name + TEMPORARY);
        Files.deleteIfExists(temporary);
        try (FileChannel out = FileChannel.open(
                temporary,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                permissions("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) out.write(bytes);
            if (sync) out.force(true);
        }
        Files.move(
                temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (sync) syncFolder(folder);
    }

    /** The name is on the disk only with the folder. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every file system can do that; a power cut ends the job, too.
        }
    }

    /** The file of the lock, opened and created where it is absent. */
    FileChannel openLock() throws IOException {
        return FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                permissions("rw-------"));
    }

    /** What tells the lock's file from another one of the same name; empty where it is not there. */
    public Optional<Object> lockKey() throws IOException {
        try {
            Object key = Files.readAttributes(folder.resolve(LOCK), BasicFileAttributes.class)
                    .fileKey();
            return Optional.of(key == null ? "" : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
