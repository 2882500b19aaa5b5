package org.headroom.wallet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import org.headroom.model.files.PrivateFiles;

/** Files that only their owner may read. Where the file system has no such permissions (Windows), the folder's rules hold. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /**
     * Writes a new file, durable when it returns; it never exists with wider permissions, nor half written.
     *
     * @throws FileAlreadyExistsException if there is one already: a key is never written over
     * @throws NotDirectoryException if its folder is a file
     */
    public static void write(Path file, byte[] content) throws IOException {
        createFolder(file);
        // A link is in the way, too, where it leads to no file.
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) throw new FileAlreadyExistsException(file.toString());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SeekableByteChannel created = Files.newByteChannel(part, options, PrivateFiles.fileRights(part));
        boolean isMoved = false;
        try {
            try (SeekableByteChannel out = created) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) out.write(bytes);
                if (out instanceof FileChannel channel) channel.force(true);
            }
            Files.move(part, file);
            isMoved = true;
        } finally {
            if (!isMoved) Files.deleteIfExists(part);
        }
    }

    /** Makes the folder of a file where there is none. */
    private static void createFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) return;
        try {
            PrivateFiles.createFolders(folder);
        } catch (FileAlreadyExistsException e) {
            throw (IOException) new NotDirectoryException(folder.toString()).initCause(e);
        }
    }
}
