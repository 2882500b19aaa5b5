package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files in which Podman keeps secrets. It empties one before it writes it: where its service or the machine dies in
 * between, the file stays empty, and from then on Podman refuses every secret. An empty file holds nothing, and one that
 * is not there is the same to Podman as one without secrets.
 */
final class PodmanSecretFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PodmanSecretFiles.class);
    private static final List<Path> FILES =
            List.of(Path.of("secrets", "secrets.json"), Path.of("secrets", "filedriver", "secretsdata.json"));
    /** Between emptying a file and writing it Podman does nothing else. */
    private static final Duration WRITING = Duration.ofSeconds(2);

    private PodmanSecretFiles() {}

    /**
     * Removes those that a write which was cut off has left empty. Blocks.
     *
     * @param storage Podman's folder of images and containers
     * @return whether there were some
     */
    static boolean removeCutOff(Path storage, InstantSource clock) {
        boolean removed = false;
        for (Path each : FILES) {
            Path file = storage.resolve(each);
            try {
                if (!isCutOff(file, clock.instant().minus(WRITING))) continue;
                Files.delete(file);
                removed = true;
                LOG.warn(
                        "Podman's {} was empty, so that it took no sealed variable: a write of it was cut off. The empty file"
                                + " is removed; secrets of Podman that were in it are lost",
                        file);
            } catch (IOException e) {
                LOG.warn("Podman's {} cannot be looked at: {}", file, EngineClient.reason(e));
            }
        }
        return removed;
    }

    private static boolean isCutOff(Path file, Instant before) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return false;
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return is.size() == 0 && is.lastModifiedTime().toInstant().isBefore(before);
    }
}
