package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the guard did, in {@code guard.log}; the file before it is kept as {@code guard.log.1}. Any thread. */
final class GuardLog {
    private static final long MOST_BYTES = 256 * 1024;
    private static final int MOST_LINE = 2_000;

    private final Path file;

    GuardLog(Path folder) {
        file = folder.resolve("guard.log");
    }

    /** A log that cannot be written holds nothing back. */
    synchronized void say(String line) {
        try {
            if (!Files.isDirectory(file.getParent())) return;
            if (!Files.exists(file))
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            else if (Files.size(file) > MOST_BYTES)
                Files.move(file, file.resolveSibling("guard.log.1"), StandardCopyOption.REPLACE_EXISTING);
            String text = line.replaceAll("[\\r\\n]+", " ");
            if (text.length() > MOST_LINE) text = text.substring(0, MOST_LINE);
            Files.writeString(
                    file,
                    Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | UnsupportedOperationException e) {
            // There is nobody to tell.
        }
    }
}
