package org.headroom.agent;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native libraries that programs of ours unpacked into the folder for temporary files and left there when they were killed:
 * 3 MB each time. A program that runs keeps what it has loaded, whatever becomes of the file.
 */
final class LeftLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(LeftLibraries.class);
    /** A program that starts just now may have unpacked one and not loaded it yet. */
    private static final Duration OLD = Duration.ofHours(1);

    private static final String NAMES =
            "{sqlite-*-*sqlitejdbc,secp256k1-*-*secp256k1-jni}.{so,dylib,dll,so.lck,dylib.lck,dll.lck}";

    private static final int MOST_AT_ONCE = 1_000;

    private LeftLibraries() {}

    /** Deletes the old ones that this user owns; blocks. @return how many */
    static int delete(Path temporary, Instant now) {
        int deleted = 0;
        String user = System.getProperty("user.name");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary, NAMES)) {
            for (Path file : files) {
                if (deleted >= MOST_AT_ONCE) break;
                try {
                    BasicFileAttributes is =
                            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    boolean old = is.lastModifiedTime().toInstant().plus(OLD).isBefore(now);
                    if (!is.isRegularFile() || !old) continue;
                    if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS)
                            .getName()
                            .equals(user)) continue;
                    Files.delete(file);
                    deleted++;
                } catch (IOException e) {
                    LOG.debug("{} stays: {}", file, e.getMessage());
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("Old libraries in {} stay: {}", temporary, e.getMessage());
        }
        return deleted;
    }
}
