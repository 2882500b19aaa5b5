package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a lease's folder was written to, by its times. Those of the artefacts and of their copy are left out: a job sets
 * them as it likes.
 *
 * @param log when the job's log was written last; empty where there is none
 * @param touchedAt the newest time of the folder itself and of the rig's files in it
 */
record FolderTimes(Optional<Instant> log, Instant touchedAt) {
    private static final String LOG = "job.log";
    private static final int MOST_FILES = 100;

    static FolderTimes of(Path folder) throws IOException {
        Optional<Instant> log = Optional.empty();
        Instant last = time(folder).orElse(Instant.EPOCH);
        int left = MOST_FILES;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (left-- <= 0) break;
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) continue;
                Optional<Instant> time = time(entry);
                if (entry.endsWith(LOG)) log = time;
                if (time.isPresent() && time.get().isAfter(last)) last = time.get();
            }
        }
        return new FolderTimes(log, last);
    }

    private static Optional<Instant> time(Path file) throws IOException {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * The time from which the folder's age counts.
     *
     * @param noted what this said before; work on the folder since then does not renew it
     * @param now by the clock; what is later is not believed
     */
    Instant changedAt(Optional<Instant> noted, Instant now) {
        Optional<Instant> first = Stream.of(noted, Optional.of(touchedAt))
                .flatMap(Optional::stream)
                .filter(at -> !at.isAfter(now))
                .min(Instant::compareTo);
        return Stream.of(first, log)
                .flatMap(Optional::stream)
                .filter(at -> !at.isAfter(now))
                .max(Instant::compareTo)
                .orElse(now);
    }
}
