package org.headroom.model.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes files and folders that only their owner may use, whatever the umask: 0600 and 0700. Where the file system has
 * no such permissions (Windows), the rules of the folder above hold.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final Set<PosixFilePermission> READ_OR_CHANGED = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private PrivateFiles() {}

    /** Makes a folder and those above it that are missing. One that is there stays as it is. @return the folder */
    public static Path createFolders(Path folder) throws IOException {
        return Files.createDirectories(folder, folderRights(folder));
    }

    /** As {@link #createFolders}; one that is there becomes the owner's alone, where it belongs to this user. */
    public static Path ownFolder(Path folder) throws IOException {
        createFolders(folder);
        tighten(folder);
        return folder;
    }

    /**
     * Makes an empty file where there is none; one that is there becomes the owner's alone.
     *
     * @throws FileAlreadyExistsException if there is a link that leads to no file
     */
    public static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, fileRights(file));
                return;
            } catch (FileAlreadyExistsException e) {
                // Made by another in between it is treated as one that was there.
                if (!Files.exists(file)) throw e;
            }
        }
        tighten(file);
    }

    /** Opens a file, making it where the options say so. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), fileRights(file));
    }

    /** Writes text in UTF-8. @param options none: the file is made, or emptied first */
    public static BufferedWriter writer(Path file, OpenOption... options) throws IOException {
        OpenOption[] used = options.length > 0
                ? options
                : new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
                };
        FileChannel out = open(file, used);
        return new BufferedWriter(new OutputStreamWriter(Channels.newOutputStream(out), StandardCharsets.UTF_8));
    }

    /** As {@link Files#writeString}. */
    public static void writeString(Path file, String text, OpenOption... options) throws IOException {
        try (BufferedWriter out = writer(file, options)) {
            out.write(text);
        }
    }

    /** Gives a file this content, or leaves it as it was. On disk when it returns, name and content. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        boolean moved = false;
        try {
            try (FileChannel out = open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) out.write(bytes);
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            moved = true;
        } finally {
            if (!moved) Files.deleteIfExists(part);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) syncFolder(folder);
    }

    /** Puts the names in a folder on disk. Not every system can do that. */
    public static void syncFolder(Path folder) {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Windows opens no folder; it keeps the order of such changes by itself.
        }
    }

    /** Whether somebody else than the owner may read or change it. */
    public static boolean isOpenToOthers(Path file) throws IOException {
        if (!posix(file)) return false;
        return Files.getPosixFilePermissions(file).stream().anyMatch(READ_OR_CHANGED::contains);
    }

    /** Takes the rights of all others from a file or folder. A link is left as it is. */
    public static void tighten(Path file) throws IOException {
        if (!posix(file) || Files.isSymbolicLink(file)) return;
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> now;
        try {
            now = view.readAttributes().permissions();
        } catch (NoSuchFileException e) {
            return;
        }
        if (OWNER.containsAll(now)) return;
        Set<PosixFilePermission> own = EnumSet.copyOf(OWNER);
        own.retainAll(now);
        Files.setPosixFilePermissions(file, own);
    }

    /** As {@link #tighten} for what lies in a folder, not deeper. @param most how many entries are looked at */
    public static void tightenIn(Path folder, int most, Predicate<Path> which) throws IOException {
        int left = most;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (left-- <= 0) return;
                if (which.test(entry)) tighten(entry);
            }
        }
    }

    /** For a file that is made by other means. */
    public static FileAttribute<?>[] fileRights(Path near) {
        return rights(near, "rw-------");
    }

    public static FileAttribute<?>[] folderRights(Path near) {
        return rights(near, "rwx------");
    }

    private static FileAttribute<?>[] rights(Path near, String rights) {
        if (!posix(near)) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))};
    }

    private static boolean posix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
