package org.headroom.model.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a file with a secret is for the account alone that this program runs as: it belongs to that account, and its
 * mode lets nobody else read or change it. Where the file system knows no owners and modes (Windows), the folder's rules
 * hold.
 */
public final class SecretFiles {
    private static final Path OWN_PROCESS = Path.of("/proc/self");

    private SecretFiles() {}

    /**
     * Who else has access to a file with a secret.
     *
     * @param fact a sentence without its end that names the file and who has access
     * @param commands that make the file this account's alone
     */
    public record Exposure(String fact, String commands) {}

    /**
     * Who else can read or change the file; empty where nobody can. A link is followed.
     *
     * @param what the file is, such as {@code the key file}
     * @throws IOException if owner and mode cannot be read, as of a file that is missing
     */
    public static Optional<Exposure> exposure(String what, Path file) throws IOException {
        Optional<Exposure> owner = otherOwner(what, file);
        if (owner.isPresent() || !PrivateFiles.isOpenToOthers(file)) return owner;
        return Optional.of(new Exposure("Other users can read or change " + what + " " + file, "chmod 600 " + file));
    }

    private static Optional<Exposure> otherOwner(String what, Path file) throws IOException {
        boolean knowsOwners = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!knowsOwners) return Optional.empty();
        UserPrincipal owner = Files.getOwner(file);
        UserPrincipal self = ownAccount();
        if (owner.equals(self)) return Optional.empty();
        return Optional.of(new Exposure(
                what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + " " + file
                        + " belongs to another account (" + owner.getName() + "), which can read and change it",
                "chown " + self.getName() + " " + file + " && chmod 600 " + file));
    }

    /** The account that this program runs as: the owner of its process, or the one of its name where /proc shows none. */
    private static UserPrincipal ownAccount() throws IOException {
        if (Files.exists(OWN_PROCESS)) return Files.getOwner(OWN_PROCESS);
        return FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name", ""));
    }
}
