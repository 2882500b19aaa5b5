package org.headroom.agent.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.files.PrivateFiles;

/**
 * Where a rig's socket is: {@code control/socket} in the rig's folder. Where that path is too long for a socket, it is in
 * a folder of its own below the user's runtime folder or the one for temporary files, and {@code control/socket-path}
 * names it. Both folders are the owner's alone.
 */
public final class ControlPath {
    /** The system takes 107 bytes; some leave room for what they add. */
    static final int LONGEST = 100;

    private static final String SOCKET = "socket";
    private static final String POINTER = "socket-path";
    private static final String PREFIX = "headroom-";
    private static final int LARGEST_POINTER = 4096;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SOCKET_MODE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final Map<String, String> environment;

    /** @param environment where the user's runtime folder is looked for, usually {@code System.getenv()} */
    ControlPath(Path home, Map<String, String> environment) {
        this.folder = folder(home);
        this.environment = environment;
    }

    /** By its real path, so that two names of one rig's folder are not two locks. */
    static Path folder(Path home) {
        try {
            return home.toRealPath().resolve("control");
        } catch (IOException e) {
            return home.toAbsolutePath().normalize().resolve("control");
        }
    }

    /** The lock that the rig holds while it listens. */
    Path guarded() {
        return folder.resolve("rig");
    }

    /** Makes the folder, or takes the one that is there, and closes it to others. */
    void makeFolder() throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
            throw new IOException(folder + " is no folder: remove it");
        PrivateFiles.ownFolder(folder);
    }

    /** Who owns the folder, and may connect. */
    UserPrincipal owner() throws IOException {
        return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /** Where to listen. Only while the lock is held: what an earlier rig left is deleted, as nobody listens there. */
    Path prepare() throws IOException {
        clear();
        Path direct = folder.resolve(SOCKET);
        if (fits(direct)) return direct;
        for (Path base : bases()) {
            if (!fits(base.resolve(PREFIX + "0123456789012345678901").resolve(SOCKET))) continue;
            Path own = Files.createTempDirectory(base, PREFIX, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Path socket = own.resolve(SOCKET);
            Path draft = folder.resolve(POINTER + ".new");
            PrivateFiles.writeString(draft, socket + "\n");
            Files.move(
                    draft,
                    folder.resolve(POINTER),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return socket;
        }
        throw new IOException("the path of " + direct + " is too long for a socket, and there is no short folder for"
                + " temporary files");
    }

    /** Closes the socket's file to others; its folder is closed before it exists. */
    static void protect(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, SOCKET_MODE);
    }

    /** Deletes the socket and the folder beside the rig's. Only while the lock is held. */
    void clear() throws IOException {
        Optional<Path> elsewhere = pointed();
        Files.deleteIfExists(folder.resolve(SOCKET));
        Files.deleteIfExists(folder.resolve(POINTER));
        if (elsewhere.isEmpty()) return;
        Files.deleteIfExists(elsewhere.get());
        Files.deleteIfExists(elsewhere.get().getParent());
    }

    /**
     * Where the rig of a folder listens, if one does.
     *
     * @throws NoSuchFileException where no socket is
     * @throws java.nio.file.AccessDeniedException where this user may not see whether one is
     */
    public static Path find(Path home) throws IOException {
        ControlPath path = new ControlPath(home, Map.of());
        Path direct = path.folder.resolve(SOCKET);
        try {
            // Files.exists takes a folder that may not be entered for one without a socket.
            Files.readAttributes(direct, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return direct;
        } catch (NoSuchFileException e) {
            return path.pointed().orElseThrow(() -> e);
        }
    }

    /** The socket that the file names; empty where there is none, or where its folder is not the owner's alone. */
    private Optional<Path> pointed() throws IOException {
        Path pointer = folder.resolve(POINTER);
        if (!Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS) || Files.size(pointer) > LARGEST_POINTER)
            return Optional.empty();
        Path socket = Path.of(Files.readString(pointer).strip());
        Path own = socket.getParent();
        // A folder for temporary files is cleared now and then: another user could make one of the same name.
        boolean sound = socket.isAbsolute()
                && own != null
                && own.getFileName().toString().startsWith(PREFIX)
                && Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(own, LinkOption.NOFOLLOW_LINKS).equals(owner())
                && Files.getPosixFilePermissions(own, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY);
        return sound ? Optional.of(socket) : Optional.empty();
    }

    private List<Path> bases() {
        return java.util.stream.Stream.of(
                        environment.getOrDefault("XDG_RUNTIME_DIR", ""), System.getProperty("java.io.tmpdir"), "/tmp")
                .filter(p -> p.startsWith("/"))
                .map(Path::of)
                .filter(p -> Files.isDirectory(p) && Files.isWritable(p))
                .toList();
    }

    static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
