package org.headroom.jobs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Programs on this machine. */
final class Programs {
    /** Where a desktop's start menu may not look, but administrators install. */
    private static final String ALSO = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Programs() {}

    static Optional<Path> find(String name, Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "") + File.pathSeparator + ALSO;
        for (String directory : path.split(File.pathSeparator)) {
            if (directory.isEmpty()) continue;
            Path program = Path.of(directory, name);
            if (Files.isRegularFile(program) && Files.isExecutable(program)) return Optional.of(program);
        }
        return Optional.empty();
    }
}
