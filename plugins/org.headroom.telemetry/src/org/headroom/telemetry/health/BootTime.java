package org.headroom.telemetry.health;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When the machine was started, as Linux tells it. */
final class BootTime {
    private static final String KEY = "btime ";

    private BootTime() {}

    /** @param stat {@code /proc/stat}; where there is none, nothing is known */
    static Optional<Instant> read(Path stat) {
        try (Stream<String> lines = Files.lines(stat, StandardCharsets.ISO_8859_1)) {
            return lines.filter(l -> l.startsWith(KEY))
                    .findFirst()
                    .map(l -> Instant.ofEpochSecond(
                            Long.parseLong(l.substring(KEY.length()).strip())));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
